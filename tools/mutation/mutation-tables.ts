import { table } from '../markdown-table.ts'
import type { FileScore, Judged, Survivor } from './judge.ts'
import { rooms } from './settings.ts'

const head = [
  'mutants',
  'killed',
  'timed out',
  'survived',
  'not reached',
  'of these accepted',
  'score',
  'unanswered',
]

/** What became of all mutants: a row a room, and a row a file below. */
export function mutationTables({ files }: Judged): string {
  const inOrder = rooms.flatMap((room) => files.filter(({ file }) => isOf(file, room)))
  const ofRooms = rooms
    .map((room) => ({ room, own: inOrder.filter(({ file }) => isOf(file, room)) }))
    .filter(({ own }) => own.length > 0)
    .map(({ room, own }) => [`\`${room}\``, ...cells(sumOf(own))])
  const all = ['all', ...cells(sumOf(inOrder))]
  const ofFiles = inOrder
    .filter((score) => total(score) > 0)
    .map((score) => [`\`${score.file.replace('src/', '')}\``, ...cells(score)])
  return [table(['room', ...head], [...ofRooms, all]), table(['file', ...head], ofFiles)].join('\n')
}

/** A survivor as a line that can be looked up, and put into `accepted/`. */
export function sayMutant({ at, line, change, isCovered }: Survivor): string {
  return `${at}${isCovered ? '' : ' not reached'} ${JSON.stringify({ line, change })}`
}

function isOf(file: string, room: string): boolean {
  return file.startsWith(`src/${room}/`)
}

function sumOf(scores: readonly FileScore[]): FileScore {
  const sum = (of: (score: FileScore) => number): number =>
    scores.reduce((all, score) => all + of(score), 0)
  return {
    file: '',
    killed: sum(({ killed }) => killed),
    timedOut: sum(({ timedOut }) => timedOut),
    survived: sum(({ survived }) => survived),
    uncovered: sum(({ uncovered }) => uncovered),
    accepted: sum(({ accepted }) => accepted),
    survivors: scores.flatMap(({ survivors }) => survivors),
  }
}

function total({ killed, timedOut, survived, uncovered }: FileScore): number {
  return killed + timedOut + survived + uncovered
}

function cells(score: FileScore): readonly string[] {
  const { killed, timedOut, survived, uncovered, accepted, survivors } = score
  const share = (100 * (killed + timedOut)) / total(score)
  const counts = [total(score), killed, timedOut, survived, uncovered, accepted]
  return [...counts.map(String), `${share.toFixed(1)} %`, String(survivors.length)]
}
