import { type AgentKind, defineAgent } from '../../agents/index.ts'
import { championName } from '../../engine/index.ts'

/** Who sits in the seat of the champion while no version is it: nobody, who says nothing. */
export const idleChampion: AgentKind = defineAgent({
  name: championName,
  summary: 'Whichever version of the record is champion, while the desk runs.',
  parameters: {},
  features: () => ({}),
  opine: () => undefined,
  explain: () => 'nobody decides yet: no version is champion',
})
