using CdpStudio.Web.Components;

namespace CdpStudio.Web.Shell;

/// <summary>Something that 'go to' found.</summary>
/// <param name="Kind">What it is, in the reader's language, such as 'Segment'.</param>
public sealed record FoundItem(string Text, string Kind, string Href, Glyph Glyph);

/// <summary>A noun whose things can be gone to by name. Implemented in the noun's folder, registered as scoped.</summary>
public interface IFinder
{
    /// <summary>Who lacks it gets nothing of this noun.</summary>
    string Permission { get; }

    /// <param name="text">What was typed, never blank.</param>
    /// <returns>The best few.</returns>
    Task<IReadOnlyList<FoundItem>> FindAsync(string text, CancellationToken cancellationToken);
}
