// @module-tag long
import { findsAll, patch } from '../../../test/simulation/plants.ts'
import { AgreedMemory } from '../../memory/index.ts'
import { ChampionKeeper } from './champion-keeper.ts'
import { SeatedByJournal } from './champion-wish.ts'

findsAll([
  [
    'whom the desk took off is seated again',
    () =>
      patch(
        SeatedByJournal.prototype,
        'onChange',
        (was) =>
          function (this: SeatedByJournal, event) {
            was.call(this, { ...event, actor: 'somebody' })
          },
      ),
  ],
  [
    'a desk that runs does not follow its record',
    () => patch(ChampionKeeper.prototype, 'look', () => async () => {}),
  ],
  [
    'what managers agreed on is done as often as they say it',
    () => patch(AgreedMemory.prototype, 'knows', () => () => false),
    45,
  ],
])
