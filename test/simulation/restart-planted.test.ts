import { MemoryJournal } from '../../src/journal/index.ts'
import { nobody, stateHash } from '../../src/engine/index.ts'
import { RiskBook } from '../../src/risk/index.ts'
import { wildScene } from './desk-scene.ts'
import { findsAll, patch, type Planted } from './plants.ts'
import { runRestarted } from './restarted-desk.ts'

/** Whether a desk that was rebuilt from its saved state goes on otherwise than one that was not. */
function isOtherwise(seed: number): boolean {
  const [kept, rebuilt] = [0, 0.05].map((restarts) => {
    const scene = wildScene(seed, 240)
    const journal = new MemoryJournal()
    const desk = runRestarted({ scene, journal, observer: nobody, restarts })
    return `${journal.decisionHash()} ${desk.risk.peak} ${stateHash(desk)}`
  })
  return kept !== rebuilt
}

/** A number of the risk book is not there any more after a restart. */
function forgotten(field: 'peak' | 'dayStart'): () => () => void {
  return () =>
    patch(
      RiskBook.prototype,
      'load',
      (was) =>
        function (this: RiskBook, state) {
          was.call(this, state)
          this[field] = 0
        },
    )
}

const plants: readonly Planted[] = [
  ['the peak of the equity is forgotten at a restart', forgotten('peak')],
  ['the start of the day is forgotten at a restart', forgotten('dayStart')],
]

findsAll(plants, isOtherwise)
