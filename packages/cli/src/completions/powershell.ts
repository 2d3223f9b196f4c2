import type { CommandNode } from './command-tree.ts';

/** A script for PowerShell; `zohokit completions powershell | Out-String | Invoke-Expression`. */
export function toPowerShell(nodes: readonly CommandNode[]): string {
  const words = nodes.map(({ path, commands, flags, values }) => {
    const all = [...commands.map(({ name }) => name), ...values, ...flags.map(({ name }) => name)];
    return `    ${quote(path.join(' '))} = ${toList(all)}`;
  });
  const valuesOf = nodes.flatMap(({ path, flags }) =>
    flags.flatMap(({ name, value }) => {
      if (value.kind === 'none') return [];
      const list = value.kind === 'words' ? toList(value.words) : '@()';
      return [`    ${quote([...path, name].join(' '))} = ${list}`];
    }),
  );
  return `# Completes zohokit in PowerShell: zohokit completions powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName zohokit -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @{
${words.join('\n')}
  }
  $valuesOf = @{
${valuesOf.join('\n')}
  }
  $before = @($commandAst.CommandElements | Select-Object -Skip 1 |
    Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.ToString() })
  $at = ''
  foreach ($word in $before) {
    $next = "$at $word".Trim()
    if ($words.ContainsKey($next)) { $at = $next }
  }
  $flag = if ($before.Count -gt 0) { "$at $($before[-1])".Trim() } else { '' }
  $offered = if ($valuesOf.ContainsKey($flag)) { $valuesOf[$flag] } else { $words[$at] }
  $offered | Where-Object { $_ -like "$wordToComplete*" } |
    ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
}
`;
}

// --- internal ---

function toList(words: readonly string[]): string {
  return `@(${words.map(quote).join(', ')})`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
