import type { Clock } from '../../kernel/index.ts'
import type { ConfigurationValues } from '../configuration-values.ts'
import { type DoctorQuestion, doubtful, fine } from '../doctor-question.ts'
import { openModel } from './open-model.ts'

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
