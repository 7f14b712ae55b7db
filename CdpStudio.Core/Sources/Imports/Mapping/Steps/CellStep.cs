using System.Collections.ObjectModel;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Sources.Imports.Mapping.Steps;

/// <summary>
/// One change of a column's values on their way in, before they are read as what they are. Stored in mappings (<see cref="StepJson"/>),
/// so steps are added to and never change their meaning. All but <see cref="Default"/> and <see cref="Fill"/> pass blank cells over.
/// </summary>
public abstract record CellStep
{
    private CellStep()
    {
    }

    /// <summary>White space and signs that are not seen go, at both ends.</summary>
    public sealed record Trim : CellStep;

    public sealed record Case(LetterCase To) : CellStep;

    /// <param name="Part">From 1; negative counts from the end. A part that is not there is blank.</param>
    public sealed record Split(string By, int Part) : CellStep;

    /// <summary>Everywhere in the cell, to the letter.</summary>
    public sealed record Replace(string Find, string With) : CellStep;

    /// <param name="Map">By the value's key: without regard to case or white space around it.</param>
    public sealed record Values(ReadOnlyDictionary<string, string> Map, Leftover Else) : CellStep;

    public sealed record Default(string Value) : CellStep;

    /// <param name="From">The column whose cell, as the file has it, fills a blank one.</param>
    public sealed record Fill(string From) : CellStep;

    public sealed record Phone(PhoneCountry Country) : CellStep;

    /// <summary>Numbers outside of both bounds, which belong to the inside. The column's last step, and its type is a number.</summary>
    public sealed record Outliers(decimal? Least, decimal? Most, OutlierRule Then) : CellStep;
}

public enum LetterCase
{
    Lower,
    Upper,

    /// <summary>The first letter of each word is upper, the others lower.</summary>
    Title,
}

/// <summary>What becomes of values that are not in the list.</summary>
public enum Leftover
{
    Keep,
    Empty,
    Reject,
}

public enum OutlierRule
{
    /// <summary>They are imported, and shown before.</summary>
    Flag,
    Empty,
    Reject,
}
