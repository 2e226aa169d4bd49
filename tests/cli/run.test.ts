import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, readdirSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { folderOf, guidepost, start } from './guidepost.ts';

/** A folder with a guide in it; every `'''` stands for three backticks. */
function guide(t: TestContext, text: string): string {
  const folder = folderOf(t);
  writeFileSync(join(folder, 'guide.md'), text.replaceAll("'''", '```'));
  return folder;
}

const THREE = `# Three
'''bash id=first
echo one
'''
'''text check
one
'''
'''bash id=second
echo two
'''
'''text check
zwei
'''
'''bash id=third
echo three > third
'''
`;

test('a guide whose blocks and checks all pass: exit code 0', async (t) => {
  const folder = guide(t, THREE.replace('zwei', 'two'));
  const { code, out } = await guidepost(folder, 'run', 'guide.md');
  assert.equal(code, 0, out);
  assert.match(out, /✓ 1\/3 .*passed.*\n.*✓ 2\/3 .*passed.*\n.*✓ 3\/3 .*passed/);
  assert.match(out, /^3 passed in /m);
  assert.ok(existsSync(join(folder, 'third')), 'it works where the user stands');
});

test('a check that fails stops the run, says why, and lists what did not run: exit code 1', async (t) => {
  const folder = guide(t, THREE);
  const { code, out } = await guidepost(folder, 'run', 'guide.md');
  assert.equal(code, 1);
  assert.match(out, /second at .*guide\.md:8/);
  assert.match(out, /zwei/);
  assert.match(out, /1 passed, 1 failed, 1 not run[^]*not run: third/);
  assert.ok(!existsSync(join(folder, 'third')));
});

test('--keep-going runs what comes after a failure', async (t) => {
  const folder = guide(t, THREE);
  const { code, out } = await guidepost(folder, 'run', 'guide.md', '--keep-going');
  assert.equal(code, 1);
  assert.match(out, /^2 passed, 1 failed in /m);
  assert.ok(existsSync(join(folder, 'third')));
});

test('--only and --from choose blocks, in the order of the guide', async (t) => {
  const folder = guide(t, THREE);
  const only = await guidepost(folder, 'run', 'guide.md', '--only', 'third,first');
  assert.equal(only.code, 0, only.out);
  assert.match(only.out, /^2 passed in /m);
  const from = await guidepost(folder, 'run', 'guide.md', '--from', 'third');
  assert.equal(from.code, 0, from.out);
  assert.match(from.out, /^1 passed in /m);
  const typo = await guidepost(folder, 'run', 'guide.md', '--only', 'thrid');
  assert.equal(typo.code, 2);
  assert.match(typo.err, /did you mean third\?/);
});

test('--report writes each format that was asked for', async (t) => {
  const folder = guide(t, THREE);
  const formats = ['junit', 'json', 'md', 'html'].flatMap((format) => ['--report', `${format}=report.${format}`]);
  const { code } = await guidepost(folder, 'run', 'guide.md', ...formats);
  assert.equal(code, 1);
  assert.match(
    readFileSync(join(folder, 'report.junit'), 'utf8'),
    /<testsuites .*tests="3" failures="1" .*skipped="1"/,
  );
  const json = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as { counts: unknown };
  assert.deepEqual(json.counts, { passed: 1, warning: 0, failed: 1, stopped: 0, 'not-run': 1 });
  assert.match(readFileSync(join(folder, 'report.md'), 'utf8'), /## .*\n/);
  assert.match(readFileSync(join(folder, 'report.html'), 'utf8'), /^<!doctype html>/);
});

test('an unknown report format is found before anything runs', async (t) => {
  const folder = guide(t, THREE.replace('zwei', 'two'));
  const { code, err } = await guidepost(folder, 'run', 'guide.md', '--report', 'juint=x.xml');
  assert.equal(code, 2);
  assert.match(err, /did you mean junit\?/);
  assert.ok(!existsSync(join(folder, 'third')));
});

test('a report that cannot be written is found before anything runs, and its folder is created', async (t) => {
  const folder = guide(t, THREE.replace('zwei', 'two'));
  const { code, err } = await guidepost(folder, 'run', 'guide.md', '--report', 'junit=.');
  assert.equal(code, 2);
  assert.match(err, /--report junit=\. cannot be written: it is a folder/);
  assert.ok(!existsSync(join(folder, 'third')));
  const made = await guidepost(folder, 'run', 'guide.md', '--report', 'junit=new/report.xml');
  assert.equal(made.code, 0, made.err);
  assert.ok(existsSync(join(folder, 'new', 'report.xml')));
});

test('a report that cannot be written in the end fails the run, and takes no other report with it', async (t) => {
  const folder = guide(t, THREE.replace('zwei', 'two'));
  const gone = ['--report', 'junit=gone/report.xml', '--report', 'json=report.json'];
  writeFileSync(join(folder, 'guide.md'), `# Gone\n\`\`\`bash\nrm -r gone\n\`\`\`\n`);
  const { code, err } = await guidepost(folder, 'run', 'guide.md', ...gone);
  assert.equal(code, 1);
  assert.match(err, /^junit report: gone\/report\.xml could not be written: ENOENT[^\n]*\n$/);
  assert.ok(existsSync(join(folder, 'report.json')));
});

const CHOICE = `---
title: Choice
inputs:
  - name: WORD
    type: string
    label: Word
    default: hello
---
## Option A: loud
'''bash id=loud
echo "LOUD $WORD" > said
'''
## Option B: quiet
'''bash id=quiet
echo "quiet $WORD" > said
'''
`;

test('--option and --input reach the blocks', async (t) => {
  const folder = guide(t, CHOICE);
  const shown = JSON.parse((await guidepost(folder, 'show', 'guide.md', '--json')).out) as {
    blocks: { option: string }[];
  };
  const quiet = shown.blocks[1]?.option ?? '';
  const { code, out } = await guidepost(folder, 'run', 'guide.md', '--option', quiet, '--input', 'WORD=$(id)');
  assert.equal(code, 0, out);
  assert.equal(readFileSync(join(folder, 'said'), 'utf8'), 'quiet $(id)\n');
  const wrong = await guidepost(folder, 'run', 'guide.md', '--input', 'WROD=x');
  assert.equal(wrong.code, 2);
  assert.match(wrong.err, /did you mean WORD\?/);
});

test('a required value that was not given is reported before anything runs', async (t) => {
  const inputs =
    'inputs: [{ name: NAME, label: Your name, required: true }, { name: TOKEN, type: secret, required: true }]';
  const blocks = `'''bash id=first\ntouch ran\n'''\n'''bash id=second\necho "$NAME" "$TOKEN"\n'''\n`;
  const folder = guide(t, `---\ntitle: Needed\n${inputs}\n---\n${blocks}`);
  const { code, err } = await guidepost(folder, 'run', 'guide.md', '--input', 'TOKEN=x');
  assert.equal(code, 2);
  assert.equal(err, 'guidepost: these values are required:\n  --input NAME=…  Your name\n');
  assert.ok(!existsSync(join(folder, 'ran')));
  const given = await guidepost(folder, 'run', 'guide.md', '--input', 'TOKEN=x', '--input', 'NAME=y');
  assert.equal(given.code, 0, given.err);
  assert.equal((await guidepost(folder, 'run', 'guide.md', '--only', 'first')).code, 0);
});

test('a block that asks needs --yes where nobody can be asked', async (t) => {
  const folder = guide(t, `# Ask\n'''bash id=drop confirm="This deletes everything."\necho gone > gone\n'''\n`);
  const { code, err } = await guidepost(folder, 'run', 'guide.md');
  assert.equal(code, 2);
  assert.match(err, /drop: This deletes everything\./);
  assert.ok(!existsSync(join(folder, 'gone')));
  const yes = await guidepost(folder, 'run', 'guide.md', '--yes');
  assert.equal(yes.code, 0, yes.out);
});

test('a block that undoes another one runs only with --undo', async (t) => {
  const folder = guide(t, `# Undo\n'''bash id=make undo=unmake\ntouch made\n'''\n'''bash id=unmake\nrm made\n'''\n`);
  assert.equal((await guidepost(folder, 'run', 'guide.md')).code, 0);
  assert.ok(existsSync(join(folder, 'made')));
  assert.equal((await guidepost(folder, 'run', 'guide.md', '--undo')).code, 0);
  assert.ok(!existsSync(join(folder, 'made')));
});

const SERVICE = `# Serve
'''bash service id=serve
echo $$ > pid
echo up
exec sleep 600
'''
'''text check
up
...
'''
'''bash id=use
kill -0 "$(cat pid)"
'''
`;

test('a service runs on until the end of the run, and no longer', async (t) => {
  const folder = guide(t, SERVICE);
  const { code, out } = await guidepost(folder, 'run', 'guide.md');
  assert.equal(code, 0, out);
  assert.throws(() => process.kill(Number(readFileSync(join(folder, 'pid'), 'utf8')), 0), /ESRCH/);
});

test('a service that fails while a later block runs is reported with its reason, and so are the blocks that cannot run', async (t) => {
  const later = `'''bash id=more needs=serve\necho more\n'''\n`;
  const text = SERVICE.replace(
    'exec sleep 600',
    'while ! test -e stop; do sleep 0.1; done; echo gone; touch over; exit 3',
  );
  const use = 'touch stop; while ! test -e over; do sleep 0.1; done; sleep 1';
  const folder = guide(t, text.replace('kill -0 "$(cat pid)"', use) + later);
  const { code, out } = await guidepost(folder, 'run', 'guide.md');
  assert.equal(code, 1);
  assert.match(
    out,
    /✓ 1\/3 [^]*✓ 2\/3 [^]*· 3\/3 [^\n]*not run: It needs [^\n]*, which failed\. \(needs=serve; --anyway[^]*✗ 1\/3 [^]*ended with exit code 3[^]*│ gone/,
  );
});

test('what a block needs must have passed in every mode, unless --anyway says otherwise', async (t) => {
  const folder = guide(
    t,
    `# T
'''bash id=first title=Fail
echo first >> ran; false
'''
'''bash id=second needs=first
echo second >> ran
'''
'''bash id=danger needs=first confirm="Sure?"
echo danger >> ran
'''
'''bash id=free
echo free >> ran
'''
`,
  );
  const ran = async (...flags: string[]) => {
    writeFileSync(join(folder, 'ran'), '');
    const { code, out } = await guidepost(folder, 'run', 'guide.md', '--yes', ...flags);
    return [code, readFileSync(join(folder, 'ran'), 'utf8').trim().split('\n').join(' '), out] as const;
  };
  for (const flags of [[], ['--from', 'first'], ['--only', 'first,second,danger,free']]) {
    const [code, blocks, out] = await ran('--keep-going', ...flags);
    assert.deepEqual([code, blocks], [1, 'first free'], out);
    assert.match(out, /not run: It needs “Fail”, which failed\. \(needs=first; --anyway runs it all the same\)/);
  }
  assert.deepEqual((await ran('--only', 'second')).slice(0, 2), [1, '']);
  assert.deepEqual((await ran('--only', 'danger')).slice(0, 2), [1, '']);
  assert.deepEqual((await ran('--only', 'second', '--anyway')).slice(0, 2), [0, 'second']);
  assert.deepEqual((await ran('--from', 'danger', '--anyway')).slice(0, 2), [0, 'danger free']);
});

test('list, show, run and reports count the same steps, and --optional and --undo run the rest', async (t) => {
  const folder = folderOf(t);
  const place = join(folder, 'content', 'guides', 'counted');
  mkdirSync(place, { recursive: true });
  const fence = (words: string) => `\n\`\`\`bash ${words}\ntrue\n\`\`\`\n`;
  writeFileSync(
    join(place, 'index.md'),
    `---\ntitle: Counted\npages: [trouble]\n---\n${fence('id=make undo=unmake')}${fence('id=unmake')}${fence('id=use')}${fence('id=mac os=macos')}${fence('id=lin os=linux')}`,
  );
  writeFileSync(join(place, 'trouble.md'), `---\ntitle: Trouble\noptional: true\n---\n${fence('id=repair')}`);
  const said = async (...args: string[]) => (await guidepost(folder, ...args)).out;
  assert.match(await said('show', place), /Counted \(counted\) {2}3 steps\n/);
  assert.match(await said('run', place), /^3 passed in/m);
  const [{ session } = { session: '' }] = JSON.parse(await said('sessions', '--json')) as { session: string }[];
  assert.match(await said('sessions', 'show', session), / 3\/3 /);
  assert.match(await said('run', place, '--optional', '--undo'), /^5 passed in/m);
  assert.match(await said('run', place, '--only', 'repair'), /^1 passed in/m);
});

test('Ctrl-C ends what runs and leaves with 130', async (t) => {
  const folder = guide(t, `# Long\n'''bash id=long\necho $$ > pid.new\nmv pid.new pid\nsleep 600\n'''\n`);
  const appeared = fileIn(folder, 'pid');
  const { child, ended } = start(folder, 'run', 'guide.md');
  await appeared;
  child.kill('SIGINT');
  const { code, out } = await ended;
  assert.equal(code, 130, out);
  assert.throws(() => process.kill(Number(readFileSync(join(folder, 'pid'), 'utf8')), 0), /ESRCH/);
});

test('an interrupted run says which block was stopped, and writes its reports', async (t) => {
  const folder = guide(t, `# Long\n'''bash id=long\necho up > up\nsleep 600\n'''\n'''bash id=next\ntrue\n'''\n`);
  const appeared = fileIn(folder, 'up');
  const { child, ended } = start(folder, 'run', 'guide.md', '--report', 'junit=report.xml');
  await appeared;
  child.kill('SIGTERM');
  const { code, out } = await ended;
  assert.equal(code, 130, out);
  assert.match(out, /✗ 1\/2 [^]*the block was stopped[^]*not run: next/);
  assert.match(readFileSync(join(folder, 'report.xml'), 'utf8'), /<failure message="the block was stopped">/);
});

test('a run whose output is closed stops everything that it started', async (t) => {
  const folder = guide(
    t,
    `# Long\n'''bash id=long\necho $$ > pid.new\nmv pid.new pid\nwhile echo more; do sleep 0.1; done\n'''\n`,
  );
  const appeared = fileIn(folder, 'pid');
  const { child, ended } = start(folder, 'run', 'guide.md', '--verbose');
  await appeared;
  child.stdout?.destroy();
  assert.equal((await ended).code, 130);
  assert.throws(() => process.kill(Number(readFileSync(join(folder, 'pid'), 'utf8')), 0), /ESRCH/);
  assert.match((await guidepost(folder, 'sessions')).out, / closed /);
});

test('--practice works in a copy that is gone afterwards; --keep keeps it', async (t) => {
  const folder = folderOf(t);
  mkdirSync(join(folder, 'own', 'practice'), { recursive: true });
  writeFileSync(join(folder, 'own', 'practice', 'file'), 'original\n');
  writeFileSync(
    join(folder, 'own', 'index.md'),
    `---\ntitle: Own\npractice:\n  folder: practice\n---\n\n'''bash id=change\necho changed > file\n'''\n`.replaceAll(
      "'''",
      '```',
    ),
  );
  const { code, out } = await guidepost(folder, 'run', 'own', '--practice');
  assert.equal(code, 0, out);
  assert.equal(readFileSync(join(folder, 'own', 'practice', 'file'), 'utf8'), 'original\n');
  const copy = /practice (\/.*)/.exec(out)?.[1] ?? '';
  assert.ok(!existsSync(copy), copy);
  const kept = await guidepost(folder, 'run', 'own', '--practice', '--keep');
  const keptCopy = /^kept: (.*)$/m.exec(kept.out)?.[1] ?? '';
  assert.equal(readFileSync(join(keptCopy, 'file'), 'utf8'), 'changed\n');
});

test('sessions lists what ran and shows it again', async (t) => {
  const folder = guide(t, THREE);
  await guidepost(folder, 'run', 'guide.md');
  const listed = await guidepost(folder, 'sessions');
  const id = listed.out.split(' ')[0] ?? '';
  assert.match(listed.out, /^\S+ {2}\d{4}-\d\d-\d\d \d\d:\d\d:\d\d {2}mine +closed {2}guide  1 passed, 1 failed\n$/);
  const shown = await guidepost(folder, 'sessions', 'show', id.slice(0, 6));
  assert.equal(shown.code, 0, shown.err);
  assert.match(shown.out, /second/);
  const json = await guidepost(folder, 'sessions', 'show', id, '--format', 'json');
  assert.equal((JSON.parse(json.out) as { session: string }).session, id);
});

test('sessions prune removes what ended longer ago than it should be kept', async (t) => {
  const folder = guide(t, THREE);
  await guidepost(folder, 'run', 'guide.md', '--only', 'first');
  assert.equal((await guidepost(folder, 'sessions', 'prune', '--days', '1')).out, '0 sessions removed, 1 left\n');
  assert.equal((await guidepost(folder, 'sessions', 'prune', '--mb', '0')).out, '1 session removed, 0 left\n');
  const wrong = await guidepost(folder, 'sessions', 'prune', '--days', 'all');
  assert.equal(wrong.code, 2);
  assert.match(wrong.err, /--days all should be a number/);
});

test('a service whose check stays open in its time fails the run, and says what it waited for', async (t) => {
  const folder = guide(t, SERVICE.replace("'''text check\nup", "'''text check within=1s\nnever up"));
  const { code, out } = await guidepost(folder, 'run', 'guide.md', '--keep-going');
  assert.equal(code, 1, out);
  assert.match(out, /never up/);
});

test('a service that is slow to print the expected line is waited for', async (t) => {
  const folder = guide(t, SERVICE.replace('echo up', 'sleep 1.2; echo up'));
  const { code, out } = await guidepost(folder, 'run', 'guide.md');
  assert.equal(code, 0, out);
});

/** Resolves once `name` stands in `folder`. */
function fileIn(folder: string, name: string): Promise<void> {
  return new Promise((resolve) => {
    const watcher = watch(folder, () => {
      if (!readdirSync(folder).includes(name)) return;
      watcher.close();
      resolve();
    });
  });
}

const TTY = `# Ask
'''bash tty id=ask
read -rp 'Name? ' name; echo "Hello, $name."
'''
'''text check
Name? Ada
Hello, Ada.
'''
'''bash tty id=rest
read -rp 'Line? ' line; cat; echo "$line, and no more"
'''
'''text check
Line? two
two, and no more
'''
`;

test('a block that needs a terminal reads --input-file, and is not started without it', async (t) => {
  const folder = guide(t, TTY);
  writeFileSync(join(folder, 'typed'), 'Ada\ntwo\n');
  const fed = await guidepost(folder, 'run', 'guide.md', '--input-file', 'typed');
  assert.equal(fed.code, 0, fed.out);
  const alone = await guidepost(folder, 'run', 'guide.md');
  assert.equal(alone.code, 1, alone.out);
  assert.match(alone.out, /needs keyboard input.*--input-file FILE/);
  const missing = await guidepost(folder, 'run', 'guide.md', '--input-file', 'none');
  assert.equal(missing.code, 2);
  assert.match(missing.err, /there is no file none/);
});
