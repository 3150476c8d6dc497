// Runs calls of a client and compares what each returns with what is expected of it.

/** Runs `[name, call, expected]` in order; `expected` says whether a result is right. Ends with 1 below the least share. */
export async function run(client, calls, least, atLeast = 40) {
  let right = 0;
  for (const [name, call, expected] of calls) {
    let wrong;
    try {
      const result = await call();
      wrong = (await expected(result)) ? undefined : `returned ${describe(result)}`;
    } catch (error) {
      wrong = `raised ${error.name} ${error.statusCode ?? ""}: ${String(error.message).slice(0, 300)}`;
    }
    right += wrong === undefined ? 1 : 0;
    if (wrong !== undefined) console.log(`${client}: ${name}: ${wrong}`);
  }
  const share = right / calls.length;
  console.log(`${client}: ${right} of ${calls.length} calls are right (${Math.round(share * 100)}%)`);
  if (calls.length < atLeast || share < least) process.exit(1);
}

/** The status that a call fails with. */
export async function statusOf(call) {
  try {
    await call();
  } catch (error) {
    return error.statusCode;
  }
  return undefined;
}

function describe(result) {
  try {
    return (JSON.stringify(result) ?? String(result)).slice(0, 300);
  } catch {
    return String(result);
  }
}
