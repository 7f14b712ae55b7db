using System.Runtime.CompilerServices;

namespace CdpStudio.Web.Tests.Testing;

/// <summary>The files that the tests look over.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Web => Path.Combine(Root, "CdpStudio.Web");

    /// <summary>Files of the web project, without what is built or fetched.</summary>
    public static IEnumerable<string> WebFiles(string pattern) => Files(Web, pattern);

    /// <summary>The resources of all projects, in every language.</summary>
    public static IReadOnlyList<string> Texts { get; } = [.. Directory.GetDirectories(Root, "CdpStudio.*").SelectMany(project => Files(project, "*.resx"))];

    private static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories)
            .Where(file => !file.Contains("node_modules", StringComparison.Ordinal)
                && !Relative(file).StartsWith("CdpStudio.Web/wwwroot/client/", StringComparison.Ordinal)
                && !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    public static string Relative(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    private static string Find([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../.."));
}
