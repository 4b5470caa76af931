import type { Clock } from '../../kernel/index.ts'
import type { ConfigurationValues } from '../configuration-values.ts'
import { type DoctorQuestion, doubtful, fine } from '../doctor-question.ts'
import { openModel, openReviewer } from './open-model.ts'

/**
 * Which model would be asked, and what the day has left for it. Asks none. Settings that name one
 * and cannot open it fail: a model that is silently off would look like one with nothing to say.
 */
export function modelQuestion(
  model: ConfigurationValues['model'],
  folder: string,
  clock: Clock,
): DoctorQuestion {
  return {
    name: 'model',
    ask: () => {
      const opened = openModel(model, folder, clock, 'doctor')
      if (opened === undefined) return fine('none is set; strategies are bred without one')
      const { spent, limit } = opened.budget.today()
      const used =
        `${opened.named}; today ${spent.tokens} of ${limit.tokens} tokens and ` +
        `${(spent.microUsd / 1e6).toFixed(2)} of ${(limit.microUsd / 1e6).toFixed(2)} US dollars`
      const isSpent = spent.tokens >= limit.tokens || spent.microUsd >= limit.microUsd
      return isSpent ? doubtful(`${used}: nothing more is asked before midnight UTC`) : fine(used)
    },
  }
}

/** Which second model would read what the first wrote. Asks none, and fails as the first does. */
export function reviewerQuestion(
  values: Pick<ConfigurationValues, 'model' | 'reviewer'>,
  folder: string,
  clock: Clock,
): DoctorQuestion {
  return {
    name: 'reviewer',
    ask: () => {
      const opened = openReviewer(values, folder, clock, 'doctor')
      if (opened === undefined) {
        const isAsked = values.model.provider !== ''
        return isAsked
          ? doubtful('none is set: nobody but the checks reads what the model writes')
          : fine('none is set')
      }
      return values.model.provider === ''
        ? doubtful(`${opened.named}, and no model writes what it would read; set model.provider`)
        : fine(`${opened.named}, out of the day of the model`)
    },
  }
}
