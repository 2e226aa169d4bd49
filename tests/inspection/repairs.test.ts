/** The repairs of the migration guide: each shows its difference, mends what the inspection found, and can be taken back. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runInProject } from './project.ts';

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
];

for (const { when, change, repair, look: looks } of repairs) {
  test(`where ${when}, “${repair}” shows the difference, mends it, and can be taken back`, (t) => {
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
    assert.match(out, /^@@[^]*^mended$[^]*^as before$/m);
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

test('a start.sh that would be no script afterwards is left to its owner', (t) => {
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
    assert.match(out, /^Left as it is: .*backend\/embeddings\.py:2 .*By hand: .+\nnothing to mend\nnothing to mend$/m);
    assert.equal(code, 0);
  });
}
