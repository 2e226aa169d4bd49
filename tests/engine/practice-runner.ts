/** A runner to be killed while it copies a practice folder of many files. */
import { createEngine } from '../../server/engine/engine.ts';
import { guide } from './runbook.ts';

const [stateDir = '', practiceDir = '', files = ''] = process.argv.slice(2);
const engine = createEngine({ stateDir, practiceDir, env: process.env });
await engine.open(guide([], { practice: { folder: 'template', inputs: {} } }, files), 'practice');
