import { expect, it } from 'vitest'
import { backUp, deskOf, file, quickKey } from '../../../test/simulation/backup-scene.ts'
import { SimulatedDisk } from '../../kernel/index.ts'
import { settings } from '../configuration-setting.ts'
import { type LeadingSettings, leadingSettings } from './leading-settings.ts'
import { restoreDesk } from './restore-desk.ts'

/** What files of settings lead to. */
function told(texts: Readonly<Record<string, string>>): LeadingSettings {
  const disk = new SimulatedDisk()
  const files = Object.entries(texts).map(([name, text]) => {
    disk.replace(name, Buffer.from(text))
    return { name, size: text.length }
  })
  const head = { sequence: 1, hash: '' }
  return leadingSettings({ desk: '', madeBy: '', journalVersion: 1, head, files }, disk)
}

it('tells every setting that is an address, a server, a file or a folder', () => {
  const leads = /^(an address|the name of a mail server|a path|a folder)/
  const keys = settings.filter(({ expects }) => leads.test(expects)).map(({ key }) => key)
  expect(keys.length).toBeGreaterThan(20)
  const text = keys.map((key) => `${key} = "there"\n`).join('')
  expect(told({ 'coinswarm.toml': text })).toEqual({
    settings: keys.map((key, i) => ({ key, value: 'there', origin: `coinswarm.toml:${i + 1}` })),
    unread: [],
  })
})

it('tells agents that do not ship, and nothing of what stays inside', () => {
  const agents = '[[agents]]\nname = "trend"\n[[agents]]\nname = "mine/agent.ts"\n'
  const inside = '[desk]\nseed = 2\n[notice]\nwebhookUrl = ""\nmailTo = []\n'
  const overlay = '[telegram]\nusers = [7]\n'
  expect(told({ 'coinswarm.toml': inside + agents, 'coinswarm.prod.toml': overlay })).toEqual({
    settings: [
      { key: 'agents', value: ['mine/agent.ts'], origin: 'coinswarm.toml:6' },
      { key: 'telegram.users', value: [7], origin: 'coinswarm.prod.toml:2' },
    ],
    unread: [],
  })
})

it('says of what it cannot look through that it did not', () => {
  const { settings: found, unread } = told({
    'coinswarm.toml': '[notice\n',
    'coinswarm.dev.toml': '[nothing]\nlike = "this"\n',
    'coinswarm.prod.toml': `[log]\nfile = "${'x'.repeat(1 << 20)}"\n`,
  })
  expect(found).toEqual([])
  expect(unread).toEqual([
    expect.stringContaining('coinswarm.toml'),
    expect.stringContaining("'nothing' is not a setting"),
    'coinswarm.prod.toml is larger than a file of settings is',
  ])
})

it('is told of a backup before anything of it is written', () => {
  const disk = deskOf(2)
  disk.replace('desk/coinswarm.toml', Buffer.from('[bus]\nurl = "nats://10.0.0.9:4222"\n'))
  backUp(disk)
  const seen: unknown[] = []
  restoreDesk({
    ...{ disk, file, folder: 'again', keys: quickKey('right'), isDryRun: false },
    onVerified: (leading) => seen.push(disk.list(''), leading),
    onProgress: () => {},
  })
  const value = 'nats://10.0.0.9:4222'
  const settingsTold = [{ key: 'bus.url', value, origin: 'coinswarm.toml:2' }]
  expect(seen).toEqual([
    expect.not.arrayContaining([expect.stringMatching(/^again/)]),
    { settings: settingsTold, unread: [] },
  ])
  expect(disk.exists('again/coinswarm.toml')).toBe(true)
})
