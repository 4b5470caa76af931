import { reasonOf } from '../../base/index.ts'
import { roster } from '../../agents/index.ts'
import { championName } from '../../engine/index.ts'
import type { Disk } from '../../kernel/index.ts'
import { parseConfigurationFile } from '../configuration-file.ts'
import type { BackupManifest } from './backup-manifest.ts'

/** A setting that leads a desk out of its folder, as a file of settings gives it. */
export type LeadingSetting = {
  readonly key: string
  readonly value: unknown
  /** `coinswarm.toml:12` */
  readonly origin: string
}

/** What the settings of an archive name, and why a file of them could not be looked through. */
export type LeadingSettings = {
  readonly settings: readonly LeadingSetting[]
  readonly unread: readonly string[]
}

/** Addresses, servers, files, devices, and who may ask. */
const leadingKeys: ReadonlySet<string> = new Set([
  ...['breakers.sources', 'market.source', 'sources.folder'],
  ...['sources.github', 'sources.githubUrl', 'sources.githubKeyFile'],
  ...['model.provider', 'model.url', 'model.keyFile'],
  ...['reviewer.provider', 'reviewer.url', 'reviewer.keyFile'],
  ...['hardware.switch', 'hardware.lights'],
  ...['notice.webhookUrl', 'notice.webhookKeyFile', 'notice.runbookUrl'],
  ...['notice.mailHost', 'notice.mailUser', 'notice.mailKeyFile'],
  ...['notice.mailFrom', 'notice.mailTo'],
  ...['log.file', 'trace.endpoint', 'metrics.host'],
  ...['telegram.keyFile', 'telegram.users', 'telegram.chats', 'telegram.url'],
  ...['bus.url', 'bus.keyFile', 'bus.caFile'],
  ...['database.url', 'database.keyFile', 'database.caFile'],
])

/** More than a person writes: such a file is told of, and not read. Unit: bytes. */
const settingsBytesMax = 1 << 20

/** Looks through the files of settings in an archive. @param disk - The archive's own. */
export function leadingSettings({ files }: BackupManifest, disk: Disk): LeadingSettings {
  const found = files
    .filter(({ name }) => name.endsWith('.toml'))
    .map(({ name, size }) => (size > settingsBytesMax ? tooLarge(name) : inFile(name, disk)))
  return {
    settings: found.flatMap(({ settings }) => settings),
    unread: found.flatMap(({ unread }) => unread),
  }
}

function tooLarge(name: string): LeadingSettings {
  return { settings: [], unread: [`${name} is larger than a file of settings is`] }
}

/** One that cannot be read keeps no desk from being restored: the desk will say so itself. */
function inFile(name: string, disk: Disk): LeadingSettings {
  const file = disk.open(name)
  try {
    const bytes = new Uint8Array(file.size())
    const text = Buffer.from(bytes.subarray(0, file.read(bytes, 0))).toString('utf8')
    return { settings: parseConfigurationFile(name, text).flatMap(leading), unread: [] }
  } catch (error) {
    return { settings: [], unread: [reasonOf(error)] }
  } finally {
    file.close()
  }
}

function leading(given: LeadingSetting): readonly LeadingSetting[] {
  if (given.key === 'agents') {
    const programs = programsIn(given.value)
    return programs.length === 0 ? [] : [{ ...given, value: programs }]
  }
  const isNothing = given.value === '' || (Array.isArray(given.value) && given.value.length === 0)
  return leadingKeys.has(given.key) && !isNothing ? [given] : []
}

/** Agents that do not ship: files that are run with the rights of who starts the desk. */
function programsIn(agents: unknown): readonly unknown[] {
  const own = new Set<unknown>([championName, ...roster.map(({ name }) => name)])
  const all: readonly unknown[] = Array.isArray(agents) ? agents : [agents]
  return all
    .map((agent) =>
      typeof agent === 'object' && agent !== null && 'name' in agent ? agent.name : agent,
    )
    .filter((name) => !own.has(name))
}
