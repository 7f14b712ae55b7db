using CdpStudio.Core.Catalogue;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Web.Catalogue;

/// <summary>A property of an event that is about to be declared, as the fields hold it.</summary>
public sealed class NewProperty
{
    public string Name { get; set; } = "";

    /// <summary>Empty leaves each value its own.</summary>
    public string Type { get; set; } = "";

    public bool Required { get; set; }

    public string? Error { get; set; }

    public DeclaredProperty Declared => new()
    {
        Name = Name.Trim(),
        Type = Enum.TryParse<DataType>(Type, out var type) ? type : null,
        Expects = Required ? Expectation.None with { Required = true } : null,
    };
}
