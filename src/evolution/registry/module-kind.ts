/** What a version is the source of. */
export const moduleKinds = ['strategy', 'market', 'trades'] as const
export type ModuleKind = (typeof moduleKinds)[number]
