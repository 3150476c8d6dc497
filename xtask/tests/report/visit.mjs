// Visits sites as a person does: visit.mjs SITE… Prints a line for each check, and fails if one does not hold.
import { createRequire } from "node:module";
import { readFileSync, readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(join(process.env.TOOLS, "package.json"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

let passed = 0;
let failed = 0;
const check = (what, holds, detail = "") => {
  if (holds) passed += 1;
  else failed += 1;
  console.log(`${holds ? "ok" : "FAILED"} ${what}${detail === "" ? "" : `: ${detail}`}`);
};

// What axe says of a page in light and dark. Axe is given to the page by the driver, since pages allow no foreign
// script, and fetches nothing.
const audit = async (page, name) => {
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => globalThis.axe.run({ preload: false }));
    const found = violations.map(({ id, impact, nodes }) => `${id} (${impact}) ${nodes[0].html.slice(0, 200)}`);
    check(`axe finds nothing on ${name}, ${colorScheme}`, found.length === 0, found.join("; "));
  }
  await page.emulateMedia({ colorScheme: "light" });
};

const visit = async (browser, site) => {
  const name = site.split("/").at(-1);
  const address = (path) => pathToFileURL(join(site, path)).href;
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const problems = [];
  page.on("console", (message) => { if (["error", "warning"].includes(message.type())) problems.push(message.text()); });
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("requestfailed", (request) => problems.push(`${request.url()} failed`));
  page.on("request", (request) => { if (!/^(?:file|data):/u.test(request.url())) problems.push(`${request.url()} asked for`); });

  // Opens.
  const loaded = [];
  page.on("request", (request) => { if (request.url().startsWith("file:")) loaded.push(request.url()); });
  const begin = performance.now();
  await page.goto(address("index.html"));
  const opened = Math.round(performance.now() - begin);
  check(`${name} opens in less than a second`, opened < 1000, `${opened} ms`);
  check(`${name} loads two files with its first page`, loaded.length === 3, loaded.map((url) => url.split("/").at(-1)).join(", "));

  // Searches for a property: the name of a member of the first type that has one of its own.
  const lines = readdirSync(join(site, "data")).filter((file) => file.startsWith("names-"))
    .map((file) => readFileSync(join(site, "data", file), "utf8"))
    .flatMap((script) => JSON.parse(script.slice("report.names(".length, script.lastIndexOf(", "))).split("\n"));
  const types = lines.map((line) => line.split("\t")).filter(([kind, , , ...members]) => kind === "type" && members.length > 2);
  const [, type, path, , member] = types[Math.floor(types.length / 2)];
  await page.keyboard.press("/");
  await page.waitForFunction(() => document.activeElement.id === "words");
  await page.keyboard.type(`${type}.${member}`);
  await page.waitForSelector("#found a");
  const last = () => page.evaluate(() => performance.getEntriesByName("search").at(-1).duration);
  // The first letters wait for the index; what counts is a search among all names.
  const times = [];
  for (let round = 0; round < 7; round += 1) {
    await page.fill("#words", "");
    await page.fill("#words", member);
    await page.waitForSelector("#found a");
    times.push(await last());
  }
  times.sort((one, other) => one - other);
  const time = times[3];
  check(`${name} finds a property in less than 50 ms`, time < 50, `${time.toFixed(1)} ms among ${lines.length} lines`);
  await audit(page, `${name}, search open`);
  await page.fill("#words", `${type}.${member}`);
  await page.waitForFunction(() => document.querySelectorAll("#found a").length > 0);
  await page.keyboard.press("ArrowDown");
  check(`${name}: an arrow leads to the first result`, await page.evaluate(() => document.activeElement.closest("#found") !== null));
  await page.keyboard.press("Enter");
  await page.waitForURL(`**/${path}**`);
  const target = await page.evaluate(() => document.querySelector("tr:target code")?.textContent);
  check(`${name}: the result leads to the row of ${type}.${member}`, target === member, target);
  await page.keyboard.press("/");
  await page.keyboard.type("no such name anywhere");
  await page.waitForFunction(() => document.querySelector("#found-count").textContent === "0 results");
  await page.keyboard.press("Escape");
  check(`${name}: Escape ends a search`, await page.evaluate(() => document.querySelector("#found").hidden));

  // Goes by keyboard from the top to the content.
  await page.goto(address("types.html"));
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  check(`${name}: the first link skips to the content`, await page.evaluate(() => document.activeElement.id === "main"));

  // Filters a table.
  const filter = page.locator(".filter input").first();
  await filter.fill(type);
  const rows = await page.locator("tbody tr:visible").allTextContents();
  check(`${name}: a filter leaves the rows with its words`, rows.length > 0 && rows.every((row) => row.toLowerCase().includes(type.toLowerCase())), rows.length);

  // Filters findings, and keeps the filter in the address.
  await page.goto(address("findings.html"));
  await page.waitForFunction(() => document.querySelector("#count").textContent !== "");
  const total = Number(/\d+/u.exec(await page.textContent("#count"))[0]);
  await page.selectOption("select[name=severity]", "warning");
  const chosen = await page.textContent("#count");
  const badges = await page.locator("#rows .badge:first-child").allTextContents();
  check(`${name}: a filter leaves findings of one severity`, badges.length > 0 && badges.every((badge) => badge === "warning"), chosen);
  check(`${name}: a part is less than all`, Number(/\d+/u.exec(chosen)[0]) < total, `${chosen.trim()}, ${total} in all`);
  check(`${name}: the address has the filter`, page.url().endsWith("#severity=warning"), page.url().split("/").at(-1));
  await page.reload();
  await page.waitForFunction(() => document.querySelector("#count").textContent !== "");
  check(`${name}: the address brings the filter back`, (await page.textContent("#count")) === chosen);
  await page.click("button[type=reset]");
  await page.waitForFunction(() => document.querySelector("#count").textContent.startsWith("All"));

  // Follows links through the sections, and looks at one page of each kind.
  for (const [section, link] of [["types", path], ["operations", "operations/of-"], ["permissions", "permissions/"], ["findings", "findings/d"], ["changes", ""]]) {
    await page.goto(address("index.html"));
    await page.click(`nav >> text=${section[0].toUpperCase()}${section.slice(1)}`);
    await page.waitForURL(`**/${section}.html`);
    await audit(page, `${name}, ${section}`);
    if (link) {
      await page.locator(`main a[href^="${link}"]`).first().click();
      await page.waitForSelector(".crumb");
      await audit(page, `${name}, a page of ${section}`);
    }
    if (section === "operations") {
      await page.locator('main a[href^="../operations/"]').first().click();
      await page.waitForSelector("#calls");
      await audit(page, `${name}, an operation`);
    }
  }
  await page.goto(address("index.html"));
  await audit(page, `${name}, overview`);
  check(`${name}: the overview compares with the base`, (await page.textContent("main")).includes("Compared with"));

  // Narrow: nothing but tables and code is wider than the screen.
  await page.setViewportSize({ width: 360, height: 800 });
  for (const file of ["index.html", "types.html", path, "operations.html", "permissions.html", "findings.html", "changes.html"]) {
    await page.goto(address(file));
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    check(`${name}: ${file} fits a narrow screen`, width <= 360, width);
  }
  check(`${name}: the browser reports no problem`, problems.length === 0, problems.slice(0, 5).join("; "));
  await context.close();

  // Without JavaScript the pages are there.
  const plain = await browser.newContext({ javaScriptEnabled: false });
  const bare = await plain.newPage();
  await bare.goto(address(path));
  check(`${name}: a type is there without JavaScript`, (await bare.textContent("h1")) !== "" && (await bare.locator("#search").isHidden()));
  await plain.close();
};

const profile = await mkdtemp(join(tmpdir(), "report-"));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  env: { ...process.env, HOME: profile },
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
try {
  for (const site of process.argv.slice(2)) await visit(browser, site);
} finally {
  await browser.close();
  await rm(profile, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
