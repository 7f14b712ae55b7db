namespace CdpStudio.Core.Duplicates;

/// <summary>Why a search failed, as its job stores it; pages have the words of each language.</summary>
public static class DuplicateFailure
{
    public const string Overtaken = "Another search began later and took its place.";
}
