// @module-tag long
import { findsAll, patch } from '../../test/simulation/plants.ts'
import { micros } from '../domain/index.ts'
import { coolDownUs, LimitChanges } from './tier/limit-changes.ts'

findsAll([
  [
    'a wider limit holds at once',
    () =>
      patch(
        LimitChanges.prototype,
        'apply',
        (was) =>
          function (this: LimitChanges, event) {
            was.call(this, event)
            this.at(micros(event.ts + 2 * coolDownUs))
          },
      ),
  ],
])
