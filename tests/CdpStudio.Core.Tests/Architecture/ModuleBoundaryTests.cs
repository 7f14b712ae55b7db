using System.Text.RegularExpressions;

namespace CdpStudio.Core.Tests.Architecture;

/// <summary>The arrows of docs/architecture.md, checked. To add an arrow, add it here and say why in the commit.</summary>
public sealed partial class ModuleBoundaryTests
{
    // From low to high: no row names one that stands below it.
    private static readonly Dictionary<string, string[]> s_mayUse = new(StringComparer.Ordinal)
    {
        ["Kernel"] = [],
        ["Linkage"] = ["Kernel"],
        ["Persistence"] = ["Kernel"],
        ["Jobs"] = ["Kernel", "Persistence"],
        ["Governance"] = ["Kernel", "Persistence"],
        ["Catalogue"] = ["Kernel", "Persistence"],
        ["Facts"] = ["Kernel", "Persistence"],
        ["IdentityResolution"] = ["Kernel", "Persistence", "Facts"],
        ["Rules"] = ["Kernel"],
        ["Audience"] = ["Kernel", "Persistence", "Governance", "Catalogue", "Facts", "IdentityResolution", "Rules"],
        ["Profiles"] = ["Kernel", "Persistence", "Catalogue", "Facts", "IdentityResolution", "Rules", "Audience"],
        ["Ingestion"] = ["Kernel", "Persistence", "Governance", "Catalogue", "Facts", "IdentityResolution", "Audience"],
        ["Stewardship"] = ["Kernel", "Persistence", "Jobs", "Governance", "Catalogue", "Facts", "IdentityResolution", "Audience", "Profiles", "Ingestion"],
        ["Sources"] = ["Kernel", "Persistence", "Jobs", "Governance", "Catalogue", "Facts", "IdentityResolution", "Audience", "Ingestion"],
        ["Repair"] = ["Kernel", "Persistence", "Jobs", "Ingestion", "Sources"],
        ["Segments"] = ["Kernel", "Persistence", "Jobs", "Governance", "Catalogue", "Facts", "Rules", "Audience", "Profiles"],
        ["Messaging"] = ["Kernel", "Persistence", "Governance", "Catalogue", "Audience", "Profiles"],
        ["Campaigns"] = ["Kernel", "Persistence", "Jobs", "Governance", "Facts", "Rules", "Audience", "Profiles", "Segments", "Messaging"],
        ["Journeys"] = ["Kernel", "Persistence", "Jobs", "Governance", "Catalogue", "Facts", "Rules", "Audience", "Profiles", "Segments", "Messaging"],
        ["Duplicates"] = ["Kernel", "Linkage", "Persistence", "Jobs", "Facts", "Rules", "Audience", "Ingestion", "Stewardship"],
        ["Privacy"] = ["Kernel", "Persistence", "Jobs", "Governance", "Facts", "Audience", "Ingestion", "Sources"],
        ["DemoData"] =
            ["Kernel", "Persistence", "Jobs", "Governance", "Facts", "Rules", "Audience", "Ingestion", "Sources", "Segments", "Messaging", "Campaigns", "Journeys"],
    };

    private static readonly string[] s_audienceEngineMayUse = ["Kernel", "Rules"];

    // Where facts enter the engine's columns today. The list may only get shorter.
    private static readonly string[] s_audienceEngineIntake = ["AttributeIntake.cs", "AudienceIndex.cs", "ProfileRows.cs"];

    public static TheoryData<string> Modules =>
        [.. new DirectoryInfo(Path.Combine(Source.Root, "CdpStudio.Core")).GetDirectories().Select(d => d.Name).Except(["bin", "obj"])];

    [Theory]
    [MemberData(nameof(Modules))]
    public void Module_UsesOnlyItsAllowedNeighbours(string module)
    {
        Assert.True(s_mayUse.ContainsKey(module), $"New module {module}: give it a row in {nameof(s_mayUse)}.");

        Assert.Empty(Forbidden($"CdpStudio.Core/{module}", module, s_mayUse[module]));
    }

    [Fact]
    public void AudienceEngine_KnowsOnlyTheKernelAndTheRules() =>
        Assert.DoesNotContain(
            Forbidden("CdpStudio.Core/Audience/Engine", "Audience", s_audienceEngineMayUse),
            use => !s_audienceEngineIntake.Any(file => use.StartsWith(file, StringComparison.Ordinal)));

    [Fact]
    public void Arrows_PointFromHighToLow()
    {
        var order = s_mayUse.Keys.ToList();

        Assert.Empty(
            from row in s_mayUse
            from used in row.Value
            where order.IndexOf(used) >= order.IndexOf(row.Key)
            select $"{row.Key} uses {used}");
    }

    [Fact]
    public void Core_KnowsNeitherWebNorConnectors() =>
        Assert.Empty(Naming("CdpStudio.Core", "CdpStudio.Web").Concat(Naming("CdpStudio.Core", "CdpStudio.Connectors")));

    [Fact]
    public void Connectors_AreNamedByProgramAlone() =>
        Assert.Empty(Naming("CdpStudio.Web", "CdpStudio.Connectors").Where(file => file != "Program.cs")
            .Concat(Naming("CdpStudio.Connectors", "CdpStudio.Web")));

    // Three databases, one model: what differs between them has one address.
    [Fact]
    public void HandWrittenSql_LivesWithTheProvidersAlone()
    {
        var providers = Path.Combine("CdpStudio.Core", "Persistence", "Providers");

        Assert.Empty(
            from folder in new[] { "CdpStudio.Core", "CdpStudio.Web", "CdpStudio.Connectors" }
            from file in Source.Files(folder, ".cs")
            where !file.Contains(providers, StringComparison.Ordinal) && HandWrittenSql().IsMatch(File.ReadAllText(file))
            select Path.GetRelativePath(Source.Root, file));
    }

    private static IEnumerable<string> Forbidden(string folder, string module, string[] allowed) =>
        (from file in Source.Files(folder, ".cs")
         from Match match in CoreNamespace().Matches(File.ReadAllText(file))
         let used = match.Groups["module"].Value
         where used != module && !allowed.Contains(used)
         select $"{Path.GetFileName(file)} uses {used}").Distinct();

    private static IEnumerable<string> Naming(string folder, string assembly) =>
        from file in Source.Files(folder, ".cs", ".razor")
        where Regex.IsMatch(File.ReadAllText(file), $@"\b{Regex.Escape(assembly)}\b(?!\.Tests)")
        where !Path.GetFileName(file).Equals("AssemblyInfo.cs", StringComparison.Ordinal)
        select Path.GetFileName(file);

    [GeneratedRegex(@"(?<!`)CdpStudio\.Core\.(?<module>[A-Z]\w+)")]
    private static partial Regex CoreNamespace();

    [GeneratedRegex(@"\b(FromSql|ExecuteSql|SqlQuery)\w*\s*[(<]|\.CommandText\s*=")]
    private static partial Regex HandWrittenSql();
}
