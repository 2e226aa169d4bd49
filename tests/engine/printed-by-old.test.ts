/** What bash 3.2.48 and 4.4.23 print of a function, word for word, and what any bash can read. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { withQuotedTildes, withWholeCommands, withoutMarks } from '../../server/engine/shell/printed-by-old.ts';

const PRINTED = `f () 
{ 
    cat  <<EOF
one
EOF
 | tr a-z A-Z
    cat  <<EOF
two
EOF
 && echo and || echo or
    if cat  > /dev/null <<'E O F'
three $x
E O F
 | cat; then
        echo found;
    fi
    while read -r line; do
        echo "[$line]";
    done  <<EOF
four
EOF

    cat /dev/fd/3 -   3<<A
five
A
<<B
six
B
 | cat
    : "<<NONE
"
    for i in 7;
    do
        cat  <<EOF
 | $i
EOF

    done
}
z () 
{ 
    cat  <<EOF
end
EOF
 | cat
}
`;

test('what stands below a here-document is moved back into its line', () => {
  const all = withWholeCommands(PRINTED);
  assert.match(all, /<<EOF \| tr a-z A-Z\none\nEOF\n/);
  assert.match(all, /-   3<<A<<B \| cat\nfive\nA\nsix\nB\n/);
  const run = (script: string) => execFileSync('bash', ['--norc', '-c', script], { encoding: 'utf8', stdio: 'pipe' });
  assert.throws(() => run(`${PRINTED}f`));
  assert.equal(run(`${all}f; z`), 'ONE\ntwo\nand\nfound\n[four]\nfive\nsix\n | 7\nend\n');
});

test('what a newer bash prints stays as it is', () => {
  for (const text of [withWholeCommands(PRINTED), 'f () \n{ \n    cat <<EOF |\nx\n | y\nEOF\n cat\n}\n', ''])
    assert.equal(withWholeCommands(text), text);
});

test('the bytes that 3.2 adds are taken away', () => {
  assert.equal(withoutMarks('a\x01\x01b\x01\x7fc\x01\x01\x01\x01\x01x'), 'a\x01b\x7fc\x01\x01\x01x');
});

test('a tilde that 3.2 leaves unquoted is quoted', () => {
  assert.equal(withQuotedTildes(`~ a=~/b \\\\~ $'\\'~' \\~`), `\\~ a=\\~/b \\\\\\~ $'\\'~' \\~`);
});
