using CdpStudio.Core.Sources.Imports.Reading.Packing;

namespace CdpStudio.Core.Sources.Imports.Reading.Workbooks;

/// <param name="Kind">The last part of its type, such as worksheet.</param>
/// <param name="Part">Name in the archive.</param>
internal sealed record Relation(string Id, string Kind, string Part);

/// <summary>What a part of a workbook refers to.</summary>
internal static class Relations
{
    private const int Most = 10_000;

    /// <param name="part">Empty for the workbook's root. Parts outside the file are left out.</param>
    public static IReadOnlyList<Relation> Of(ZipFile zip, string part)
    {
        var slash = part.LastIndexOf('/') + 1;
        var folder = part[..slash];
        var name = $"{folder}_rels/{part[slash..]}.rels";
        var found = new List<Relation>();
        if (zip.Find(name) is not { } entry) return found;

        using var xml = new XmlPart(zip.Open(entry), name);
        while (xml.Find("Relationship"))
        {
            if (xml.Attribute("Id") is not { } id || xml.Attribute("Target") is not { } target || xml.Attribute("Type") is not { } type) continue;
            if (xml.Attribute("TargetMode") == "External") continue;
            if (found.Count == Most) throw xml.Broken("it refers to too many parts");
            found.Add(new Relation(id, type[(type.LastIndexOf('/') + 1)..], Resolve(folder, target)));
        }

        return found;
    }

    private static string Resolve(string folder, string target)
    {
        target = target.Replace('\\', '/');
        var steps = new List<string>();
        foreach (var step in (target.StartsWith('/') ? target : folder + target).Split('/'))
        {
            if (step == ".." && steps.Count > 0) steps.RemoveAt(steps.Count - 1);
            else if (step is not ("" or "." or "..")) steps.Add(step);
        }

        return string.Join('/', steps);
    }
}
