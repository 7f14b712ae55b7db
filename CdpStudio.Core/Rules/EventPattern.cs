using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Rules;

/// <summary>Which event names a rule means: one name, or all that begin with a prefix. A star elsewhere is a letter.</summary>
/// <param name="Key">The folded name or prefix; the empty prefix takes every event.</param>
public readonly record struct EventPattern(string Key, bool IsPrefix)
{
    /// <param name="name">As <see cref="EventMatch.Name"/> has it.</param>
    public static EventPattern Of(string name) =>
        name is [.. var prefix, '*'] ? new(StudioText.Key(prefix), true) : new(StudioText.Key(name), false);

    public bool IsAll => IsPrefix && Key.Length == 0;

    public bool Takes(string eventKey) =>
        IsPrefix ? eventKey.StartsWith(Key, StringComparison.Ordinal) : eventKey.Equals(Key, StringComparison.Ordinal);
}
