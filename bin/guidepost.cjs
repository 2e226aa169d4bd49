#!/usr/bin/env node
// The door of the installed package. It must be read by any Node: it hands over to one that can run the rest, the
// package's own where the system's is older.
'use strict';
var path = require('path');
var child = require('child_process');

var LEAST = [22, 18];

function capable(version) {
  var parts = version.split('.').map(Number);
  return parts[0] > LEAST[0] || (parts[0] === LEAST[0] && parts[1] >= LEAST[1]);
}

/** Linux: a Node that came with the package, as an optional dependency. */
function bundled() {
  var name = 'node-' + process.platform + '-' + process.arch;
  try {
    return path.join(path.dirname(require.resolve(name + '/package.json')), 'bin', 'node');
  } catch {
    return null;
  }
}

var cli = path.join(__dirname, '..', 'server', 'cli.js');
if (capable(process.versions.node)) {
  void import('file://' + cli);
} else {
  var node = bundled();
  if (node === null) {
    console.error('Guidepost needs Node 22.18 or newer; this is ' + process.version + '.');
    console.error('Get it from https://nodejs.org/en/download, or with: npm install --global n && n 24');
    process.exit(2);
  }
  var run = child.spawn(node, [cli].concat(process.argv.slice(2)), { stdio: 'inherit' });
  ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach(function (signal) {
    process.on(signal, function () {
      if (signal !== 'SIGINT') run.kill(signal); // a terminal sends SIGINT to both
    });
  });
  run.on('exit', function (code, signal) {
    process.exit(signal === null ? code : 1);
  });
}
