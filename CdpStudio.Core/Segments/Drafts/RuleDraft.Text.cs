using System.Text.Json;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Segments.Drafts;

public sealed partial record RuleDraft
{
    /// <summary>Reads any JSON; what no editor knows becomes lines of code.</summary>
    /// <param name="typeOfAttribute">Null for an attribute that is not known.</param>
    public static RuleDraft Read(JsonElement rule, Func<string, DataType?> typeOfAttribute) => DraftReader.Read(rule, typeOfAttribute);

    public DraftText Write() => DraftWriter.Write(this);

    /// <summary>One line by itself; null while it is unfinished.</summary>
    public static string? Write(DraftLine line) => DraftWriter.WriteLine(line);
}
