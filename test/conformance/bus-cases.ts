import { createHash } from 'node:crypto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type BusStage, bytesOf, heard } from './bus-stage.ts'

/** What every bus does while nothing fails. */
export function busCases(open: () => Promise<BusStage>): void {
  let stage: BusStage
  beforeEach(async () => {
    stage = await open()
  })
  afterEach(() => stage.end())

  it('carries bytes of a subject to whoever listens to it, and to nobody else', async () => {
    const { here, there, settle } = stage
    const votes = heard(there, 'mem.vote')
    const other = heard(there, 'mem.votes')
    const own = heard(here, 'mem.vote')
    await settle()
    here.publish('mem.vote', bytesOf('yes'))
    there.publish('mem.vote', bytesOf('no'))
    await settle()
    expect(votes.all.toSorted()).toEqual(['mem.vote no', 'mem.vote yes'])
    expect(own.all.toSorted()).toEqual(['mem.vote no', 'mem.vote yes'])
    expect(other.all).toEqual([])
  })

  it('takes a prefix for all that is under it, and not for the prefix itself', async () => {
    const { here, there, settle } = stage
    const memory = heard(there, 'mem.>')
    const deep = heard(there, 'agent.action.>')
    await settle()
    for (const subject of ['mem', 'mem.vote', 'mem.audit.1', 'member.x', 'agent.action.BTC-USD'])
      here.publish(subject, bytesOf('x'))
    await settle()
    expect(memory.all).toEqual(['mem.vote x', 'mem.audit.1 x'])
    expect(deep.all).toEqual(['agent.action.BTC-USD x'])
  })

  it('gives a listener one copy for each time it listens', async () => {
    const { here, there, settle } = stage
    const exact = heard(there, 'mem.vote')
    const under = heard(there, 'mem.>')
    await settle()
    here.publish('mem.vote', bytesOf('x'))
    await settle()
    expect([exact.all.length, under.all.length]).toEqual([1, 1])
  })

  orderCases(() => stage)
  leavingCases(() => stage)
}

function orderCases(stageOf: () => BusStage): void {
  it('brings what one publisher says in its order, bytes untouched, of any length', async () => {
    const { here, there, settle } = stageOf()
    const came: string[] = []
    const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
    there.subscribe('mem.propose', ({ bytes }) => came.push(hashOf(bytes)))
    await settle()
    const sent: string[] = []
    for (let index = 0; index < 3_000; index += 1) {
      const length = index % 97 === 0 ? 70_000 : (index * 31) % 900
      const bytes = new Uint8Array(length).map((_, at) => (at * 7 + index) & 255)
      sent.push(hashOf(bytes))
      here.publish('mem.propose', bytes)
    }
    await settle()
    expect(came).toEqual(sent)
  })
}

/** What a listener may do that has had enough. */
function leavingCases(stageOf: () => BusStage): void {
  it('tells a listener nothing once it has left, and the others still', async () => {
    const { here, there, settle } = stageOf()
    const leaving = heard(there, 'mem.vote')
    const staying = heard(there, 'mem.vote')
    await settle()
    here.publish('mem.vote', bytesOf('1'))
    await settle()
    leaving.end()
    leaving.end()
    here.publish('mem.vote', bytesOf('2'))
    await settle()
    expect(leaving.all).toEqual(['mem.vote 1'])
    expect(staying.all).toEqual(['mem.vote 1', 'mem.vote 2'])
  })

  it('may be left, listened to and spoken on from inside a listener', async () => {
    const { here, there, settle } = stageOf()
    const late: string[] = []
    const end = there.subscribe('mem.propose', () => {
      end()
      there.subscribe('mem.commit', ({ subject }) => late.push(subject))
      there.publish('mem.vote', bytesOf('yes'))
    })
    const votes = heard(here, 'mem.vote')
    await settle()
    here.publish('mem.propose', bytesOf('1'))
    here.publish('mem.propose', bytesOf('2'))
    await settle()
    here.publish('mem.commit', bytesOf('1'))
    await settle()
    expect(votes.all).toEqual(['mem.vote yes'])
    expect(late).toEqual(['mem.commit'])
  })

  it('says nothing when nobody listens', async () => {
    const { here, settle } = stageOf()
    here.publish('planner.propose', bytesOf('anybody?'))
    await settle()
  })
}
