// Tries the calls that a site shows: calls.mjs SITE ROOT RUST_FILE. Sends each `curl` command to the mock at ROOT, which has to
// accept it, and writes the Rust calls as one program, to be compiled. Fails if fewer than 99 of 100 commands are accepted.
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const [site, root, program] = process.argv.slice(2);
const entities = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&" };
const plain = (text) => text.replace(/&(?:lt|gt|quot|amp);/gu, (entity) => entities[entity]);
const folder = join(site, "operations");
const calls = readdirSync(folder).flatMap((file) => {
  const text = readFileSync(join(folder, file), "utf8");
  const code = (title) => {
    const found = text.split(`<h3>${title}</h3><pre tabindex="0"><code>`)[1];
    return found && plain(found.split("</code>")[0]);
  };
  const curl = code("curl");
  return curl ? [{ file, curl, rust: code("Rust") }] : [];
});

const place = mkdtempSync(join(tmpdir(), "calls-"));
writeFileSync(join(place, "FILE"), "text");
const service = /https:\/\/graph\.microsoft\.com\/(?:v1\.0|beta)/gu;
const send = async ({ file, curl }) => {
  const command = curl.replace("curl ", 'curl --silent --output /dev/null --write-out "%{http_code}" ').replace(service, root);
  const options = { cwd: place, env: { ...process.env, TOKEN: "any" } };
  try {
    const { stdout } = await promisify(execFile)("bash", ["-c", command], options);
    return { file, isAccepted: Number(stdout) < 400, status: stdout };
  } catch (error) {
    return { file, isAccepted: false, status: error.message.slice(0, 100) };
  }
};
const answers = [];
for (const call of calls) answers.push(await send(call));
rmSync(place, { recursive: true });
const refused = answers.filter(({ isAccepted }) => !isAccepted);
for (const { file, status } of refused.slice(0, 20)) console.log(`refused ${file}: ${status}`);
console.log(`${calls.length - refused.length} of ${calls.length} curl commands are accepted`);
if (calls.length === 0 || refused.length * 100 > calls.length) process.exitCode = 1;

const functions = calls.filter(({ rust }) => rust).map(({ rust }, index) =>
  `pub fn call_${index}() -> Result<(), Box<dyn std::error::Error>> {\n${rust}\nOk(())\n}\n`);
writeFileSync(program, `#![allow(unused_variables, deprecated)]\n${functions.join("\n")}`);
console.log(`${functions.length} Rust calls are written`);
