// Writes the Fluent design tokens that our CSS uses, light and dark, to standard output.
// node make_tokens.mjs <node_modules> <css file>...
import { createRequire } from 'node:module';
import fs from 'node:fs';
import path from 'node:path';

const [modules, ...sheets] = process.argv.slice(2);
const require = createRequire(path.resolve(modules, 'any.js'));
const { webLightTheme: light, webDarkTheme: dark } = require('@fluentui/tokens');

const css = sheets.map((sheet) => fs.readFileSync(sheet, 'utf8')).join('\n');
const named = (pattern) => new Set([...css.matchAll(pattern)].map((match) => match[1]));
const own = named(/(?:^|[\s{;])--([A-Za-z0-9-]+)\s*:/g);
const used = [...named(/var\(--([A-Za-z0-9-]+)/g)].filter((name) => !own.has(name)).sort();

const strangers = used.filter((name) => !(name in light));
if (strangers.length) {
  console.error(`Neither a Fluent token nor defined in our CSS: ${strangers.join(', ')}`);
  process.exit(1);
}

const block = (theme, names) => names.map((name) => `--${name}:${theme[name]}`).join(';');
const differs = used.filter((name) => light[name] !== dark[name]);
const inTheDark = `color-scheme:dark;${block(dark, differs)}`;

process.stdout.write(
  '/* Generated from @fluentui/tokens (MIT). */\n' +
    `:root{color-scheme:light;${block(light, used)}}\n` +
    `@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){${inTheDark}}}\n` +
    `@media screen{:root[data-theme=dark]{${inTheDark}}}\n`,
);
