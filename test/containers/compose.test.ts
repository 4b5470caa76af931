import { existsSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { configurationDocument } from '../../src/app/index.ts'
import { composeNames, deployFolder, mountsOf, readCompose, type Service } from './compose-file.ts'
import { commandFault } from './known-command.ts'

const settings = configurationDocument()
/** What `make-secrets.sh` makes; no secret is in this tree. */
const isMade = (file: string): boolean => file.startsWith('./secrets/')
const isOurs = ({ image }: Service): boolean => image.startsWith('coinswarm:')

describe.each(composeNames)('%s', (name) => {
  const file = readCompose(name)
  const services = Object.entries(file.services)

  it.each(services)('has %s without rights, with bounds, and with a version', (_, service) => {
    expect(service.user).toMatch(/^[1-9]\d*:\d+$/)
    expect(service).toMatchObject({
      ...{ read_only: true, init: true, cap_drop: ['ALL'] },
      security_opt: ['no-new-privileges:true'],
    })
    expect(service.mem_limit).toMatch(/^\d+[mg]$/)
    expect(service.pids_limit).toBeGreaterThan(0)
    expect(service.image).toMatch(/^[\w./-]+:v?\d+\.\d+[\w.-]*$/)
    expect(service.logging.options).toHaveProperty('max-size')
  })

  it.each(services)('publishes nothing of %s beyond this machine', (_, { ports }) => {
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/)
  })

  it.each(services)('asks %s how it is, or it ends by itself', (_, { healthcheck, restart }) => {
    expect(healthcheck !== undefined || restart === 'on-failure').toBe(true)
  })

  it.each(services)('mounts into %s only what is there', (_, service) => {
    for (const { kind, from } of mountsOf(file, service)) {
      if (kind === 'volume') expect(Object.keys(file.volumes)).toContain(from)
      else if (!isMade(from))
        expect([from, existsSync(path.join(deployFolder, from))]).toEqual([from, true])
    }
  })

  it.each(services)('gives %s only secrets that are read, and no password in words', (_, of) => {
    for (const [key, value] of Object.entries(of.environment)) {
      expect(`${key}=${value}`).not.toMatch(/(PASSWORD|TOKEN|SECRET|KEY)=./)
      if (!isOurs(of) || !key.startsWith('COINSWARM_')) continue
      expect([key, settings.includes(`\`${key}\``)]).toEqual([key, true])
    }
    const given = mountsOf(file, of).filter(({ from }) => isMade(from))
    const read = JSON.stringify([of.environment, of.command, of.entrypoint, of.volumes])
    for (const { to, from } of given) {
      const isKey = /^\/fleet\/(manager-\d\.key|managers\.json)$/.test(to)
      const isNamed = read.includes(to) || from.endsWith('coinswarm_metrics_token')
      expect([to, isKey || isNamed]).toEqual([to, true])
    }
  })

  it.each(services)(
    'joins %s to networks that are there',
    (_, { networks, network_mode: mode }) => {
      for (const network of networks) expect(Object.keys(file.networks)).toContain(network)
      if (mode !== undefined)
        expect(Object.keys(file.services)).toContain(mode.replace('service:', ''))
      expect(networks.length > 0 || mode !== undefined).toBe(true)
    },
  )

  it.each(services.filter(([, of]) => isOurs(of) && of.entrypoint === undefined))(
    'starts %s, and asks how it is, with commands of this program',
    async (_, { command, healthcheck }) => {
      expect(await commandFault(command)).toBeUndefined()
      const [kind, ...words] = healthcheck?.test ?? ['CMD']
      expect(kind).toBe('CMD')
      if (words.length > 0) expect(await commandFault(words)).toBeUndefined()
    },
  )
})

it('each manager has a key and a volume of its own, and no other’s', () => {
  const file = readCompose('compose.fleet.yml')
  for (const n of [0, 1, 2, 3]) {
    const service = file.services[`manager-${n}`]
    if (service === undefined) throw new Error(`manager-${n} is missing`)
    const mounts = mountsOf(file, service)
    expect(mounts.filter(({ to }) => to.endsWith('.key')).map(({ from }) => from)).toEqual([
      `./secrets/manager-${n}.key`,
    ])
    expect(mounts.filter(({ kind }) => kind === 'volume').map(({ from }) => from)).toEqual([
      `manager-${n}`,
    ])
    expect(service.command).toContain(String(n))
    expect(service.healthcheck?.test).toContain(String(n))
  }
})

it('the desk of a box and of a fleet stops within the time it is given', () => {
  for (const name of composeNames)
    expect(readCompose(name).services['desk']?.stop_grace_period).toBe('60s')
})
