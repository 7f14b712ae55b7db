namespace CdpStudio.Core.Sources.Imports.Rows;

/// <summary>What a row that is not rejected does, compared with the profiles as they were before its file.</summary>
public enum RowEffect
{
    /// <summary>It is about somebody whom nothing was known of.</summary>
    New,

    /// <summary>It says something else or more about somebody known, or brings another identifier.</summary>
    Changed,

    /// <summary>All of it was known.</summary>
    Unchanged,

    /// <summary>It names people who were told apart so far, and makes one of them.</summary>
    Merging,

    /// <summary>The import's rule passes it over.</summary>
    Skipped,

    /// <summary>Its key came before.</summary>
    Duplicate,
}
