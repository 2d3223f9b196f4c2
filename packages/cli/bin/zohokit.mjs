#!/usr/bin/env node
// Written in old syntax on purpose: it must parse on a Node that cannot run the rest.
import { existsSync, readFileSync } from 'fs';

var version = process.versions.node.split('.').map(Number);

if (version[0] < 22 || (version[0] === 22 && version[1] < 19)) {
  process.stderr.write(
    'zohokit needs Node.js 22.19 or newer; this is Node.js ' + process.versions.node + '.\n',
  );
  process.exitCode = 1;
} else if (process.argv.length === 3 && process.argv[2] === '--version') {
  // Asked by scripts, many times: nothing is loaded for it.
  var manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  process.stdout.write(JSON.parse(manifest).version + '\n');
} else {
  // The sources are not in the npm package; in the workspace they run as they are.
  var source = new URL('../src/bin.ts', import.meta.url);
  var built = new URL('../dist/bin.js', import.meta.url);
  void import((existsSync(source) ? source : built).href);
}
