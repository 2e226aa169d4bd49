/** A pipeline of GitLab: lint, the guides in shards, and one report. */
import { type Pipeline, npx, what, where } from './pipeline.ts';

export const FILE = '.gitlab-ci.yml';

/** Debian, with bash and git; one version of it, because `latest` moves. */
const IMAGE = 'node:24.21.0-bookworm';

export function gitlabPipeline(pipeline: Pipeline): string {
  const { version, shards } = pipeline;
  const guidepost = npx(pipeline);
  const [parallel, shard] =
    shards === 1 ? ['', ''] : [`  parallel: ${shards}\n`, ' --shard "$CI_NODE_INDEX/$CI_NODE_TOTAL"'];
  return `# Written by \`guidepost ci gitlab\`: lints every guide, and runs each from its first step to its last.
workflow:
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH

.guidepost:
  image: ${IMAGE}
  interruptible: true
  variables:
    npm_config_cache: $CI_PROJECT_DIR/.npm
  cache:
    key: guidepost-${version}
    paths: [.npm/]

lint:
  extends: .guidepost
  stage: test
  timeout: 10 minutes
  script:
    - ${guidepost} lint${where(pipeline)}

guides:
  extends: .guidepost
  stage: test
  timeout: 60 minutes
${parallel}  script:
    - ${guidepost} run ${what(pipeline)} --yes --keep-going${shard} --report json="parts/part-\${CI_NODE_INDEX:-1}.json"
  artifacts:
    when: always
    paths: [parts/]
    expire_in: 1 week

report:
  extends: .guidepost
  stage: test
  needs: [guides]
  when: always
  timeout: 10 minutes
  script:
    - ${guidepost} merge parts/part-*.json --title Guides --report junit=guides.xml --report md=guides.md
  artifacts:
    when: always
    paths: [guides.md]
    expose_as: Guides
    reports:
      junit: guides.xml
`;
}
