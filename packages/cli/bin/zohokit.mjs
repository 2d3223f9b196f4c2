#!/usr/bin/env node
// Written in old syntax on purpose: it must parse on a Node that cannot run the rest.
import { existsSync } from 'fs';

var version = process.versions.node.split('.').map(Number);

if (version[0] < 22 || (version[0] === 22 && version[1] < 19)) {
  process.stderr.write(
    'zohokit needs Node.js 22.19 or newer; this is Node.js ' + process.versions.node + '.\n',
  );
  process.exitCode = 1;
} else {
  // The sources are not in the npm package; in the workspace they run as they are.
  var source = new URL('../src/bin.ts', import.meta.url);
  var built = new URL('../dist/bin.js', import.meta.url);
  void import((existsSync(source) ? source : built).href);
}
