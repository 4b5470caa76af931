/** A repository whose commits say something about a coin. */
export type CodeRepository = {
  /** As GitHub has it, `owner/name`. */
  readonly name: string
  readonly language: 'C++' | 'Go' | 'Python' | 'Rust' | 'Solidity' | 'text'
  /** The coin it is about, as `ETH`. */
  readonly coin: string
}

const of = (name: string, language: CodeRepository['language'], coin: string): CodeRepository => ({
  ...{ name, language, coin },
})

/** Repositories that are asked without being told which. */
export const defaultRepositories: readonly CodeRepository[] = [
  of('ethereum/go-ethereum', 'Go', 'ETH'),
  of('Uniswap/v3-core', 'Solidity', 'UNI'),
  of('aave/aave-v3-core', 'Solidity', 'AAVE'),
  of('compound-finance/compound-protocol', 'Solidity', 'COMP'),
  of('solana-labs/solana', 'Rust', 'SOL'),
  of('paritytech/substrate', 'Rust', 'DOT'),
  of('near/nearcore', 'Rust', 'NEAR'),
  of('cosmos/cosmos-sdk', 'Go', 'ATOM'),
  of('tendermint/tendermint', 'Go', 'ATOM'),
  of('ethereum/py-evm', 'Python', 'ETH'),
  of('vyperlang/vyper', 'Python', 'ETH'),
]

/** Others whose commits are read out of files. */
const otherRepositories: readonly CodeRepository[] = [
  of('bitcoin/bips', 'text', 'BTC'),
  of('bitcoin/bitcoin', 'C++', 'BTC'),
  of('ethereum/EIPs', 'text', 'ETH'),
  of('solana-labs/solana-program-library', 'Rust', 'SOL'),
]

/** The language a repository is grouped under, or `undefined` when nobody has said. */
export function languageOf(name: string): string | undefined {
  return [...defaultRepositories, ...otherRepositories].find((each) => each.name === name)?.language
}

/** The coin a repository is about, or `undefined` when nobody has said. */
export function coinOfRepository(name: string): string | undefined {
  return [...defaultRepositories, ...otherRepositories].find((each) => each.name === name)?.coin
}

/** By the name of a file of its commits: `ethereum_go-ethereum.csv.gz`. */
export function repositoryOfFile(path: string): CodeRepository | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase()
  const repositories = [...defaultRepositories, ...otherRepositories]
  return repositories.find((each) =>
    name.startsWith(`${each.name.replace('/', '_').toLowerCase()}.`),
  )
}
