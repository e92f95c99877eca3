/** What stands in the way of a release: versions that differ, a tag of another version, a change that nobody told. */

/** What is looked at. */
export interface Release {
  /** `v0.2.0`; `undefined` where none was made yet. */
  readonly tag: string | undefined;
  /** The versions, by the file that says it. */
  readonly versions: Readonly<Record<string, string>>;
  readonly changelog: string;
}

/** The faults, as sentences; none where it can be released. */
export function releaseFaults({ tag, versions, changelog }: Release): readonly string[] {
  const faults: string[] = [];
  const [version = ''] = Object.values(versions);
  for (const [file, each] of Object.entries(versions)) {
    if (each !== version) faults.push(`${file} says version ${each}, and others ${version}`);
    if (!/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(each)) faults.push(`${file} says version ${each}`);
  }
  if (tag === undefined) return faults;
  if (tag !== `v${version}`) faults.push(`the tag is ${tag}, and the version ${version}`);
  const headings = [...changelog.matchAll(/^## (.+)$/gm)].map(([, heading = '']) => heading);
  if (!headings.some((heading) => heading.split(' ')[0] === version)) {
    faults.push(`CHANGELOG.md has no heading ${version}: it has ${headings.join(', ')}`);
  }
  return faults;
}
