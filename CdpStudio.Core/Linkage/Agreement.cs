namespace CdpStudio.Core.Linkage;

/// <summary>How far two values agree. Which of them a kind of field knows, and in which order, says its comparison.</summary>
public enum Agreement
{
    /// <summary>One side says nothing: no weight either way.</summary>
    Missing,
    Same,

    /// <summary>One letter or digit more, less or other, or two neighbours changed.</summary>
    OneTypo,
    Close,
    Similar,

    /// <summary>One is the beginning of the other: an initial, a short form, a text cut off.</summary>
    Beginning,

    /// <summary>Day and month, or given and family name, changed places.</summary>
    Swapped,

    /// <summary>Of year, month and day two agree; of an address the part before the at sign; of a postcode its beginning.</summary>
    PartSame,

    /// <summary>Names stand in the columns they belong to.</summary>
    InOrder,
    Different,
}
