import type { ConfigurationValues } from '../configuration-values.ts'

/** Where a running desk has its columns from outside from. */
export type SourceSettings = ConfigurationValues['sources']

/** The sources of the settings; none where none are named. */
export function sourcesIn({ sources }: ConfigurationValues): SourceSettings | undefined {
  return sources.folder === '' && sources.github.length === 0 ? undefined : sources
}
