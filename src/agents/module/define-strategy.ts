import type { ParameterSchema } from '../parameters.ts'
import type { FeatureSpecs } from '../view.ts'
import { checkDefinition, type StrategyDefinition } from './definition.ts'
import { type StrategyKind, strategyKind } from './strategy-kind.ts'
import { OwnRun } from './strategy-run.ts'

/**
 * Turns a strategy into a kind of agent, so that whatever takes an agent takes its file. The one
 * function a strategy file must call.
 */
export function defineStrategy<
  const S extends ParameterSchema,
  F extends FeatureSpecs,
  T extends object | undefined = undefined,
>(definition: StrategyDefinition<S, F, T>): StrategyKind {
  const { name, summary, parameters, features, horizonUs, expectations } = definition
  const kind = strategyKind<S>(
    {
      ...{ name, summary, parameters, features },
      isLongOnly: definition.isLongOnly ?? true,
      ...(horizonUs === undefined ? {} : { horizonUs }),
      ...(expectations === undefined ? {} : { expectations }),
    },
    (p) => new OwnRun(definition, p),
  )
  return {
    ...kind,
    seat: (given) => {
      const whole = checkDefinition(definition)
      return whole.ok ? kind.seat(given) : whole
    },
  }
}
