// Checks findings.html with axe-core in headless Chromium, in light, in dark and at the width of a phone; fails on
// anything serious.
//
//   npm install --no-save axe-core puppeteer-core
//   node scripts/axe.mjs out/findings.html [path of chromium]

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(process.cwd() + "/");
const puppeteer = require("puppeteer-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const [page, executablePath = "/usr/bin/chromium"] = process.argv.slice(2);
const args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];
const browser = await puppeteer.launch({ executablePath, args });
let serious = 0;
for (const [scheme, width] of [["light", 1200], ["dark", 1200], ["light", 400]]) {
  const tab = await browser.newPage();
  await tab.setBypassCSP(true);
  await tab.setViewport({ width, height: 900 });
  await tab.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await tab.goto(pathToFileURL(page).href);
  await tab.evaluate(axe);
  const { violations } = await tab.evaluate(() => axe.run());
  for (const { id, impact, help, nodes } of violations) {
    console.log(`${scheme} ${width}: ${impact}: ${id}: ${help} (${nodes.length})`);
    serious += ["serious", "critical"].includes(impact) ? 1 : 0;
  }
  const wide = await tab.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  if (wide) console.log(`${scheme} ${width}: the page is wider than the window`), serious++;
}
await browser.close();
console.log(serious ? `${serious} serious findings` : "nothing serious");
process.exit(serious ? 1 : 0);
