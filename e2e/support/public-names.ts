import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** A name that an entry point of a published package exports. */
export interface PublicName {
  /** The package's folder, e.g. `zoho-http`. */
  folder: string;
  name: string;
  /** Whether it is there when the program runs: a function, a class, a constant. */
  isValue: boolean;
  /** The text of the comment at its declaration, without tags; empty when there is none. */
  comment: string;
  /** File and line of the declaration, from the repository's root. */
  where: string;
  declarations: readonly ts.Declaration[];
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The folders of all published packages. */
export const publishedFolders = readdirSync(path.join(root, 'packages')).toSorted();

/** Everything that may be imported from the published packages, as the compiler sees it. */
export function readPublicNames(): PublicName[] {
  const entries = publishedFolders.flatMap((folder) =>
    entryPoints(folder).map((file) => ({ folder, file })),
  );
  const program = createProgram(entries.map(({ file }) => file));
  const checker = program.getTypeChecker();
  return entries.flatMap(({ folder, file }) => {
    const source = program.getSourceFile(file);
    const module = source && checker.getSymbolAtLocation(source);
    if (module === undefined) throw new Error(`${file} is missing or exports nothing`);
    const exported = checker.getExportsOfModule(module);
    return exported.map((symbol) => toPublicName(folder, symbol, checker));
  });
}

/** What a README shows as code, in the text or in blocks of its own. */
export function readmeCode(folder: string): string {
  const readme = readFileSync(path.join(root, 'packages', folder, 'README.md'), 'utf8');
  return (readme.match(/^```.*?^```|`[^`\n]+`/gmsu) ?? []).join('\n');
}

// --- internal ---

interface Manifest {
  exports: Record<string, string>;
}

/** Those of the workspace, which are sources; what is published lies in `dist` under the same names. */
function entryPoints(folder: string): string[] {
  const place = path.join(root, 'packages', folder);
  const manifest = JSON.parse(readFileSync(path.join(place, 'package.json'), 'utf8')) as Manifest;
  return Object.values(manifest.exports)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.join(place, file));
}

/** One for all, without libraries: comments need no types, and so it takes a second and not ten. */
function createProgram(files: string[]): ts.Program {
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2024,
    allowImportingTsExtensions: true,
    noEmit: true,
    noLib: true,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  host.resolveModuleNameLiterals = (literals, from) =>
    literals.map(({ text }) =>
      text.startsWith('.') || text.includes('zohokit')
        ? ts.resolveModuleName(
            text,
            from,
            options,
            host,
            undefined,
            undefined,
            ts.ModuleKind.ESNext,
          )
        : { resolvedModule: undefined },
    );
  return ts.createProgram(files, options, host);
}

/** Exports lead to the declaration, over as many index files as there are. */
function toPublicName(folder: string, exported: ts.Symbol, checker: ts.TypeChecker): PublicName {
  const isAlias = (exported.flags & ts.SymbolFlags.Alias) !== 0;
  const symbol = isAlias ? checker.getAliasedSymbol(exported) : exported;
  const declarations = symbol.declarations ?? [];
  return {
    folder,
    name: exported.name,
    isValue: (symbol.flags & ts.SymbolFlags.Value) !== 0,
    comment: ts.displayPartsToString(symbol.getDocumentationComment(checker)),
    where: whereIs(declarations[0]),
    declarations,
  };
}

function whereIs(declaration: ts.Declaration | undefined): string {
  if (declaration === undefined) return 'a package of others';
  const source = declaration.getSourceFile();
  const { line } = source.getLineAndCharacterOfPosition(declaration.getStart());
  return `${path.relative(root, source.fileName).replaceAll(path.sep, '/')}:${line + 1}`;
}
