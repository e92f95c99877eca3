/**
 * A plugin of TypeDoc: what may go without a docstring of its own, although every other property must have one. These are the properties of
 * a type that is written in its place, such as `links: { self: string }`, whose holder says what they are; and the numbers by which an item of a list is
 * reached, which are all the same.
 */
import {
  type Application,
  Converter,
  DeclarationReflection,
  type Reflection,
  ReflectionKind,
} from 'typedoc';

function isInPlace(property: Reflection): boolean {
  if (/^\d+$/.test(property.name)) return true;
  const literal = property.parent;
  if (literal?.kindOf(ReflectionKind.TypeLiteral) !== true) return false;
  const holder = literal.parent;
  // `type X = { … }` is such a type itself; of `type X = { … } | …`, the docstring of X says what they are.
  const isItself = holder instanceof DeclarationReflection && holder.type?.type === 'reflection';
  return !(isItself && holder.kindOf(ReflectionKind.TypeAlias));
}

/** TypeDoc asks nothing of what a parameter holds, and takes amiss what is listed in vain. */
function isInParameter(property: Reflection): boolean {
  for (let above = property.parent; above !== undefined; above = above.parent) {
    if (above.kindOf(ReflectionKind.Parameter)) return true;
  }
  return false;
}

/** Called by TypeDoc. */
export function load(app: Application): void {
  app.converter.on(Converter.EVENT_RESOLVE_END, (context) => {
    const names = context.project
      .getReflectionsByKind(ReflectionKind.Property)
      .filter(
        (property) => !property.hasComment() && !isInParameter(property) && isInPlace(property),
      )
      .map((property) => property.getFriendlyFullName());
    app.options.setValue('intentionallyNotDocumented', [...new Set(names)]);
  });
}
