using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Segments.Export;

/// <summary>A column of a file of people.</summary>
public abstract record ExportColumn
{
    private ExportColumn()
    {
    }

    public sealed record Id : ExportColumn;

    /// <summary>All identifiers of a namespace, in one cell.</summary>
    public sealed record Identifiers(string Namespace) : ExportColumn;

    /// <param name="Type">By which values are read and cells typed.</param>
    public sealed record Attribute(string Name, DataType Type) : ExportColumn;
}
