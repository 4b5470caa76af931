import { stateHash } from '../../src/engine/index.ts'
import { guardedScene } from './guarded-scene.ts'
import { isNearMidnight, live } from './guarded-life.ts'

/** A program: the state of a guarded desk after a change of the year, stopped every night. */
const from = Date.UTC(2023, 11, 28) * 1_000
const { run, lost } = live(guardedScene(5, { from, hours: 200 }), 'replayed', (bar) =>
  isNearMidnight(bar, 0),
)
const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
console.log(JSON.stringify({ hash: stateHash(run.desk), lost: lost.length, timeZone }))
