namespace CdpStudio.Core.Audience.Engine;

/// <summary>How the cells of a block are written: codes of the dictionary, numbers as steps above an origin, or cells as they are.</summary>
internal enum CellForm : byte
{
    /// <summary>All are missing.</summary>
    None,
    Codes1,
    Codes2,
    Codes4,
    Steps1,
    Steps2,
    Steps4,
    Wide,
}
