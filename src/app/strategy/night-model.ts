import { UserError } from '../../base/index.ts'
import type { Clock } from '../../kernel/index.ts'
import type { NamedModel } from '../../llm/index.ts'
import type { ConfigurationValues } from '../configuration-values.ts'
import { openModel, openReplayedModel, openReviewer } from '../llm/open-model.ts'

/** Whom nights ask. */
export type NightModel = {
  /** What may be used of a day, as models are told. */
  readonly tokensPerDay: number
  /** Who writes in a night and who reads it, by the number of the night on this desk. */
  readonly asked: (night: number) => { readonly author: NamedModel; readonly reviewer: NamedModel }
}

type Settings = Pick<ConfigurationValues, 'model' | 'reviewer'>

/** What the record of a night is named after. */
const cycleOf = (night: number): string => `night-${night}`

/**
 * The models of the settings. Where no second one is set the first reviews as well, and is not told
 * that it wrote what it reads.
 *
 * @param folder - Of the desk.
 * @throws UserError `model-settings`, `key-file`; nobody is asked before they are in order.
 */
export function openNightModel(settings: Settings, folder: string, clock: Clock): NightModel {
  const asked: NightModel['asked'] = (night) => {
    const author = openModel(settings.model, folder, clock, cycleOf(night))
    if (author === undefined)
      throw new UserError(
        'model-settings',
        'No model is set; set model.provider and model.name, or leave out --author model.',
      )
    return { author, reviewer: openReviewer(settings, folder, clock, cycleOf(night)) ?? author }
  }
  asked(0)
  return { tokensPerDay: settings.model.tokensPerDay, asked }
}

/**
 * What models said in these nights before, without asking anybody.
 *
 * @throws UserError `model-log`; in a night of which nothing is kept `model-replay`
 */
export function replayedNightModel({ model }: Settings, folder: string): NightModel {
  return {
    tokensPerDay: model.tokensPerDay,
    asked: (night) => {
      const { port, namedFor } = openReplayedModel(folder, cycleOf(night))
      const named = namedFor('decide') ?? 'a model'
      return { author: { named, port }, reviewer: { named: namedFor('review') ?? named, port } }
    },
  }
}
