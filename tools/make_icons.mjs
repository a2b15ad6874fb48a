// Writes one sprite of the icons that our pages use to standard output.
// node make_icons.mjs <node_modules>
import fs from 'node:fs';
import path from 'node:path';

const filled = ['checkmark_circle', 'error_circle', 'warning'];
const regular = [
  'add', 'arrow_download', 'arrow_right', 'arrow_sync', 'arrow_undo', 'arrow_upload', 'circle',
  'circle_half_fill', 'clock', 'copy', 'delete', 'document', 'edit', 'history', 'info',
  'lock_closed', 'merge', 'open', 'pause', 'people', 'person', 'print', 'question_circle',
  'search', 'sign_out',
];

const folder = path.join(process.argv[2], '@fluentui', 'svg-icons', 'icons');
const symbol = (name, style) => {
  const svg = fs.readFileSync(path.join(folder, `${name}_20_${style}.svg`), 'utf8');
  const drawing = svg.replace(/^<svg[^>]*>/, '').replace(/<\/svg>\s*$/, '');
  return `<symbol id="${name}" viewBox="0 0 20 20">${drawing}</symbol>`;
};

process.stdout.write(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20">' +
    filled.map((name) => symbol(name, 'filled')).join('') +
    regular.map((name) => symbol(name, 'regular')).join('') +
    '<use href="#merge" fill="#0f6cbd"/></svg>\n',
);
