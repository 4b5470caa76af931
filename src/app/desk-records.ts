import type { Clock } from '../kernel/index.ts'
import type { Configuration } from './configuration.ts'
import { settings } from './configuration-setting.ts'
import { RecordsBeside } from './record/records-beside.ts'

export type SettingLine = {
  readonly key: string
  readonly value: unknown
  /** `default`, or the file and line, variable or flag it came from. */
  readonly origin: string
  /** What holds where nothing is said. */
  readonly fallback: unknown
  readonly meaning: string
}

/** What a door reads out of the folder of a desk. Implemented by `app`, read-only. */
export type DeskRecords = Pick<RecordsBeside, 'ask' | 'stop'> & {
  readonly configuration: () => readonly SettingLine[]
}

/** The records of the desk in `folder`; the settings are those it was started with. */
export function deskRecords(
  folder: string,
  configuration: Configuration,
  clock: Clock,
): DeskRecords {
  const beside = new RecordsBeside({ folder, sources: configuration.values.sources.folder }, clock)
  return {
    configuration: () => settingLines(configuration),
    ask: (name, wish) => beside.ask(name, wish),
    stop: () => beside.stop(),
  }
}

/** Every setting with its value in force and its origin, in the order of the page. */
export function settingLines({ values, origins }: Configuration): readonly SettingLine[] {
  return settings.map(({ key, fallback, meaning }) => ({
    key,
    value: valueAt(values, key) ?? null,
    origin: origins[key] ?? 'default',
    fallback: fallback ?? null,
    meaning,
  }))
}

function valueAt(values: object, key: string): unknown {
  let value: unknown = values
  for (const part of key.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined
    value = new Map<string, unknown>(Object.entries(value)).get(part)
  }
  return value
}
