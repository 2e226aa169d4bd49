/**
 * The repairs of the migration guide: each shows its difference, mends what the inspection found, and can be taken
 * back.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runInProject, runbook } from './project.ts';

interface Repair {
  readonly when: string;
  readonly change: string;
  readonly repair: string;
  /** Fails before, passes after. */
  readonly look: string;
  readonly env?: Readonly<Record<string, string>>;
}

const revision = (file: string, id: string, parent: string) =>
  `printf 'revision = "${id}"\\ndown_revision = ${parent}\\n' > alembic/versions/${file}.py`;
const look = (what: string) => `python3 "$INSPECTOR/look.py" ${what}`;

const repairs: readonly Repair[] = [
  {
    when: 'package mode is on',
    change: `sed '/^package-mode/d' pyproject.toml > a; mv a pyproject.toml`,
    repair: 'package-mode',
    look: look('dependencies'),
  },
  {
    when: 'pip installed more',
    change: 'echo "Pillow[heif]==10.2.0" >> requirements.txt',
    repair: 'requirements',
    look: look('dependencies'),
  },
  {
    when: 'pip installed more, and pyproject.toml is of old',
    change: `printf '[tool.poetry]\\npackage-mode = false\\n\\n[tool.poetry.dependencies]\\npython = "^3.11"\\n' > pyproject.toml`,
    repair: 'requirements',
    look: look('dependencies'),
  },
  {
    when: 'a file ends without a line end',
    change: `printf '[tool.poetry]\\nname = "a"\\n\\n[tool.poetry.dependencies]\\nfastapi = "*"' > pyproject.toml; echo fastapi > requirements.txt`,
    repair: 'package-mode',
    look: look('dependencies'),
  },
  {
    when: 'its lines end as on Windows',
    change: `sed '/^package-mode/d' pyproject.toml | awk '{ printf "%s\\r\\n", $0 }' > a; mv a pyproject.toml`,
    repair: 'package-mode',
    look: look('dependencies'),
  },
  {
    when: 'a model is imported by nobody',
    change: `printf 'from models.base import Base\\nclass Tag(Base):\\n    __tablename__ = "tags"\\n' > models/tag.py`,
    repair: 'env',
    look: look('models'),
  },
  {
    when: 'main.py does not validate',
    change: `sed '/validate_dependencies/d' main.py > a; mv a main.py`,
    repair: 'startup',
    look: look('startup'),
  },
  {
    when: 'the application makes its tables at the start',
    change: `printf '\\nBase.metadata.create_all()\\n' >> app.py`,
    repair: 'create-all',
    look: look('startup'),
  },
  {
    when: 'a model is loaded while the application is imported',
    change: `printf 'from sentence_transformers import SentenceTransformer\\nmodel = SentenceTransformer(\\n    "é",\\n)\\ndef embed(text): return ("é", model.encode(text), model)\\n' > database.py`,
    repair: 'lazy-models',
    look: `{ ${look('startup')} | grep ✓ && ! ${look('startup')} | grep '^!'; }`,
  },
  ...['[project]\\ndependencies = [\\n    "torch",\\n]', '[tool.poetry.dependencies]\\ntorch = "*"'].map(
    (head): Repair => ({
      when: `a library of PyTorch is locked twice, and pyproject.toml has ${head.slice(0, head.indexOf(']') + 1)}`,
      change: `printf '${head}\\n\\n[tool.poetry]\\npackage-mode = false\\n' > pyproject.toml
printf '[[package]]\\nname = "torch"\\nversion = "1"\\n' > poetry.lock; rm requirements.txt
for version in 13.10.0 13.4.1; do printf '[[package]]\\nname = "nvidia-cublas"\\nversion = "%s"\\n' $version >> poetry.lock; done`,
      repair: 'one-version',
      look: 'grep -E \'^ *"?nvidia-cublas .*<=13\\.4\\.1\' pyproject.toml && python3 -c \'import tomllib; tomllib.load(open("pyproject.toml", "rb"))\'',
    }),
  ),
  {
    when: 'a parent is gone',
    change: [revision('a', 'a1', 'None'), revision('b', 'b2', '"gone"')].join('\n'),
    repair: 're-root',
    look: look('revisions'),
  },
  {
    when: 'one of two parents is gone',
    change: [revision('a', 'a1', 'None'), revision('b', 'b2', '("a1", "gone")')].join('\n'),
    repair: 're-root',
    look: look('revisions'),
  },
  ...[
    '@app.on_event("startup")\\nasync def begin():\\n    async with engine.begin() as c: await c.run_sync(Base.metadata.create_all)\\n',
    '@asynccontextmanager\\nasync def life(app):\\n    "é"; Base.metadata.create_all(1); print("é")\\n    yield\\nFastAPI(lifespan=life)\\n',
    'class Db:\\n    def __init__(self): Base.metadata.create_all(\\n        1)\\nDb()\\n',
    'def make(): Base.metadata.create_all(1)\\ndef both():\\n    make()\\n    make()\\n',
  ].map((text): Repair => ({
    when: `app.py says ${text.slice(0, text.indexOf('\\n'))} …`,
    change: `printf '${text}' >> app.py`,
    repair: 'create-all',
    look: `{ ${look('startup')} && python3 -m py_compile app.py; }`,
  })),
  {
    when: 'a history has two heads',
    change: [revision('a', 'a1', 'None'), revision('b', 'b2', '"a1"'), revision('c', 'c3', '"a1"')].join('\n'),
    repair: 'join-heads',
    look: look('revisions'),
  },
  {
    when: 'start.sh uses pip',
    change: ':',
    repair: 'start-script',
    look: `${look('start-script')} | grep -v '^!' | grep ✓`,
  },
  {
    when: 'start.sh makes its environment in one line',
    change: `printf '#!/bin/bash\\ncd backend\\nif [ ! -d venv ]; then python3 -m venv venv; fi\\nsource "$PWD/venv/bin/activate"\\npip install -r requirements.txt\\nKEY=$(security find-generic-password -w)\\npython3 main.py &\\nwait\\n' > ../start.sh`,
    repair: 'start-script',
    look: `${look('start-script')} | grep ✓ && grep -q 'KEY=' ../start.sh && bash -n ../start.sh`,
  },
  ...[
    'venv/bin/pip install -q -r requirements.txt; exec venv/bin/python3.11 -u main.py',
    './venv/bin/python -m pip install -r requirements.txt || exit 1; PORT=1 python main.py &',
    'set -eu; start() { source venv/bin/activate; exec python main.py; }; trap "kill 0" EXIT; start',
    '. ./venv/bin/activate; gunicorn main:app',
    'source venv/bin/activate\\npip install --upgrade pip setuptools\\npip install -r requirements.txt\\npython main.py',
    'source venv/bin/activate\\r\\npython main.py\\r',
  ].map((line): Repair => ({
    when: `start.sh says ${line}`,
    change: `printf '#!/bin/bash\\nKEY=$(security find-generic-password -w)\\ncd backend\\n${line}\\nwait' > ../start.sh`,
    repair: 'start-script',
    look: `{ ${look('start-script')} | grep ✓ && grep 'KEY=' ../start.sh && grep -E '(^|[ ;])poetry run (python|gunicorn)' ../start.sh && bash -n ../start.sh; }`,
  })),
];

for (const { when, change, repair, look: looks } of repairs) {
  test(`where ${when}, “${repair}” shows the difference, makes the repair, and can be undone`, (t) => {
    const { code, out } = runInProject(
      t,
      `${change}
files() { find .. -type f -name '*.*' ! -path '*/__pycache__/*' -exec cksum {} + | sort; }
before=$(files)
{ ${looks}; } && { echo 'nothing was wrong'; exit 9; }
propose ${repair}
test "$(files)" = "$before"
apply ${repair}
${looks}
take_back ${repair}
test "$(files)" = "$before"`,
    );
    assert.equal(code, 0, out);
    assert.match(out, /^@@[^]*^repaired$[^]*^as before$/m);
  });
}

test('a file under a link is not changed', (t) => {
  const { code, out } = runInProject(
    t,
    'mv ../start.sh ../real.sh; ln -s real.sh ../start.sh; propose start-script; apply start-script',
  );
  assert.match(out, /start\.sh is a link to real\.sh\. By hand: /);
  assert.equal(code, 1);
});

test('what start.sh does only if the old environment is missing is not lost with it', (t) => {
  const block = 'if [ ! -d venv ]; then\\n  python3 -m venv venv\\n  KEY=$(security find-generic-password -w)\\nfi\\n';
  const { code, out } = runInProject(
    t,
    `printf '#!/bin/bash\\n${block}python main.py\\n' > ../start.sh; propose start-script; apply start-script`,
  );
  assert.match(out, /line 4 of start\.sh \(KEY=.*\) runs only where the old environment is missing\. By hand: /);
  assert.equal(code, 1);
});

test('what cannot be repaired in start.sh is named, line by line', (t) => {
  const { out } = runInProject(
    t,
    `printf '#!/bin/bash\\nVENV=backend/venv\\n"$VENV/bin/python" backend/main.py\\n' > ../start.sh; propose start-script`,
  );
  assert.match(out, /^Left as it is: VENV=backend\/venv\. By hand: .*\nLeft as it is: "\$VENV.*\nnothing to repair$/m);
});

test('create_all() that is more than a call is left to its owner, with the place', (t) => {
  const { code, out } = runInProject(
    t,
    `printf 'make = Base.metadata.create_all\\nmake(1)\\n' >> app.py; propose create-all; apply create-all`,
  );
  assert.match(out, /backend\/app\.py:37 is more than a call\. By hand: take create_all\(\) out of it/);
  assert.equal(code, 1);
});

test('a repair that is proposed again once it has been made can still be taken back', (t) => {
  const { code, out } = runInProject(
    t,
    `cp ../start.sh saved; propose start-script; apply start-script; propose start-script; apply start-script; take_back start-script; cmp ../start.sh saved`,
  );
  assert.equal(code, 0, out);
});

/** Scripts of blocks, one after the other, in a project with these steps in between. */
const scriptOf = (id: string) => `(\n${runbook.blocks.find((block) => block.id === id)?.script ?? 'exit 9'}\n)`;

test('an environment that is a link to that of another project: the link goes, the other project keeps it', (t) => {
  for (const id of ['remove-old-venv', 'delete-old-venv']) {
    const { code, out } = runInProject(
      t,
      `mkdir -p ../../other; echo kept > ../../other/file; ln -s ../../other venv; ${scriptOf(id)}; test ! -L venv; cat ../../other/file`,
    );
    assert.equal(code, 0, out);
    assert.match(out, /kept$/m);
  }
});

test('revisions that were set aside earlier are not overwritten, and those of somebody else stay where they are', (t) => {
  const { code, out } = runInProject(
    t,
    `mkdir alembic/before; echo theirs > alembic/before/x.py; ${revision('a', 'a1', 'None')}
${scriptOf('squash-revisions')}; ls alembic/before; ${scriptOf('undo-squash')}; cat alembic/before/x.py; ls alembic/versions
${revision('x', 'x1', 'None')}; ${scriptOf('squash-revisions')} && exit 9; cat alembic/before/x.py; ls alembic/versions`,
  );
  assert.match(
    out,
    /^a\.py\na\.py\nx\.py\nbefore\/ stays.*\ntheirs\na\.py\nbefore\/x\.py is there already.*\ntheirs\na\.py\nx\.py$/m,
  );
  assert.equal(code, 0, out);
});

test('.env gets its bytes back however often the address was written, and what was added since is not lost', (t) => {
  const tell = `${scriptOf('tell-address')}\n`;
  const { code, out } = runInProject(
    t,
    `printf 'class Settings:\\n    database_url: str\\n' > config.py; printf 'KEY=a\\nDATABASE_URL=mine' > .env; cp .env saved
${tell}${tell}${scriptOf('undo-tell-address')}; cmp .env saved
${tell}echo NEW=b >> .env; ${scriptOf('undo-tell-address')} && exit 9; grep NEW .env; cmp "$INSPECTOR/env.before" saved`,
  );
  assert.equal(code, 0, out);
  assert.match(out, /has changed since/);
});

test('the permissions of start.sh are restored when its repair is undone', (t) => {
  const { code, out } = runInProject(
    t,
    `chmod -x ../start.sh; ${scriptOf('propose-start-script')}; ${scriptOf('merge-start-script')}; test -x ../start.sh
${scriptOf('undo-start-script')}; test ! -x ../start.sh`,
  );
  assert.equal(code, 0, out);
});

test('a start.sh that would no longer be a script is left to its owner', (t) => {
  const script = '#!/bin/bash\\nif true; then\\n  source venv/bin/activate\\nfi\\npython main.py\\n';
  const { code, out } = runInProject(t, `printf '${script}' > ../start.sh; propose start-script; apply start-script`);
  assert.match(out, /no valid script\. By hand: /);
  assert.equal(code, 1);
});

for (const [how, text] of [
  ['by another file', 'model = SentenceTransformer("a")\\n'],
  ['while files are imported', 'model = SentenceTransformer("a")\\nKNOWN = model.encode("b")\\n'],
  ['in a text', 'model = SentenceTransformer("a")\\ndef say(): return f"{model} é"\\n'],
  ['and set anew', 'model = SentenceTransformer("a")\\ndef other():\\n    global model\\n    model = None\\n'],
  ['without a name', 'MODELS = [SentenceTransformer("a")]\\n'],
] as const) {
  test(`a model that is used ${how} is left to its owner, with the place`, (t) => {
    const other = how === 'by another file' ? "echo 'from embeddings import model' > other.py" : ':';
    const { code, out } = runInProject(
      t,
      `printf 'from sentence_transformers import SentenceTransformer\\n${text}' > embeddings.py
echo 'import embeddings' >> app.py; ${other}; propose lazy-models; apply lazy-models`,
    );
    assert.match(
      out,
      /^Left as it is: .*backend\/embeddings\.py:2 .*By hand: .+\nnothing to repair\nnothing to repair$/m,
    );
    assert.equal(code, 0);
  });
}
