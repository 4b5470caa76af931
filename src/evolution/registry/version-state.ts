import type { ModuleKind } from './module-kind.ts'

/** Where a version stands on its way from an idea to orders. */
export const versionStates = [
  'draft',
  'reviewed',
  'checked',
  'sound',
  'tested',
  'gated',
  'shadow',
  'canary',
  'champion',
  'declined',
  'demoted',
  'retired',
] as const
export type VersionState = (typeof versionStates)[number]

const next: Readonly<Record<VersionState, readonly VersionState[]>> = {
  draft: ['reviewed', 'declined'],
  reviewed: ['checked', 'declined'],
  checked: ['sound', 'declined'],
  sound: ['tested', 'declined'],
  tested: ['gated', 'declined'],
  // A person may make a champion of whatever passed the gate.
  gated: ['shadow', 'champion', 'declined'],
  shadow: ['canary', 'champion', 'declined', 'demoted'],
  canary: ['champion', 'demoted'],
  champion: ['demoted', 'retired'],
  // A champion that another one followed can be brought back.
  retired: ['champion'],
  declined: [],
  demoted: [],
}

/** An analysis decides nothing: what reports as it should may be put in force, without a gate. */
const nextOfAnalysis: typeof next = { ...next, sound: ['champion', 'declined'] }

/** Where a version of a kind may go from `state`, the way ahead first. */
export function statesAfter(
  state: VersionState,
  module: ModuleKind = 'strategy',
): readonly VersionState[] {
  return (module === 'strategy' ? next : nextOfAnalysis)[state]
}
