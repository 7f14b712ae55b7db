using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CdpStudio.Web.Tests.Hosting;

/// <summary>Whoever runs the product finds every setting, with its default, in the one appsettings.json at the root.</summary>
public sealed partial class SettingsTests
{
    private static readonly string s_root = FindRoot();

    [Fact]
    public void EverySettingThatIsRead_StandsInTheRootFile()
    {
        var written = WrittenKeys();

        var read = ReadByName().Concat(ReadByOptions()).Distinct().ToList();

        Assert.NotEmpty(ReadByOptions());
        Assert.Contains("Database:Provider", read);
        Assert.Empty(read.Except(written, StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public void Defaults_InTheFile_AreThoseOfTheOptions()
    {
        var values = Flatten(JsonDocument.Parse(File.ReadAllText(Path.Combine(s_root, "appsettings.json"))).RootElement, "")
            .ToDictionary(v => v.Key, v => v.Value, StringComparer.OrdinalIgnoreCase);

        var different =
            from option in Options()
            where values.ContainsKey(option.Key)
            let inCode = Text(option.Property.GetValue(Activator.CreateInstance(option.Type, nonPublic: true)))
            let inFile = Text(Read(values[option.Key], option.Property.PropertyType))
            where !string.Equals(inFile, inCode, StringComparison.OrdinalIgnoreCase)
            select $"{option.Key} is '{inFile}' in the file and '{inCode}' in {option.Type.Name}";

        Assert.Empty(different);
    }

    private static IEnumerable<string> ReadByName() =>
        from file in SourceFiles()
        let text = File.ReadAllText(file)
        from key in ByKey().Matches(text).Select(m => m.Groups[1].Value)
            .Concat(ByConnectionString().Matches(text).Select(m => "ConnectionStrings:" + m.Groups[1].Value))
        select key;

    private static IEnumerable<string> ReadByOptions() => Options().Select(o => o.Key);

    private static IEnumerable<(string Key, Type Type, PropertyInfo Property)> Options() =>
        from file in SourceFiles()
        from Match match in BoundSection().Matches(File.ReadAllText(file))
        let type = FindType(match.Groups["type"].Value)
        from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        where property.CanWrite
        select ($"{match.Groups["section"].Value}:{property.Name}", type, property);

    private static object? Read(string text, Type type) =>
        text.Length == 0 ? text : TypeDescriptor.GetConverter(type).ConvertFromInvariantString(text);

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static Type FindType(string name) =>
        new[] { typeof(Program).Assembly, typeof(Core.Persistence.StudioDbContext).Assembly, typeof(Connectors.Channels.Smtp.SmtpOptions).Assembly }
            .SelectMany(a => a.GetTypes())
            .Single(t => t.Name == name);

    private static HashSet<string> WrittenKeys() =>
        [.. Flatten(JsonDocument.Parse(File.ReadAllText(Path.Combine(s_root, "appsettings.json"))).RootElement, "").Select(v => v.Key)];

    private static IEnumerable<(string Key, string Value)> Flatten(JsonElement element, string prefix) =>
        element.ValueKind == JsonValueKind.Object
            ? element.EnumerateObject().SelectMany(p => Flatten(p.Value, prefix.Length == 0 ? p.Name : $"{prefix}:{p.Name}"))
            : [(prefix, element.ToString())];

    private static IEnumerable<string> SourceFiles() =>
        new[] { "CdpStudio.Core", "CdpStudio.Connectors", "CdpStudio.Web" }
            .SelectMany(f => Directory.EnumerateFiles(Path.Combine(s_root, f), "*.cs", SearchOption.AllDirectories))
            .Where(f => !f.Contains("node_modules", StringComparison.Ordinal) && !f.Contains("Migrations", StringComparison.Ordinal));

    private static string FindRoot([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../.."));

    [GeneratedRegex("""(?:[Cc]onfiguration\[|GetValue<[^>]+>\()"(\w+(?::\w+)+)" """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex ByKey();

    [GeneratedRegex("""GetConnectionString\("(\w+)"\)""")]
    private static partial Regex ByConnectionString();

    [GeneratedRegex("""Configure<(?<type>\w+)>\(\s*(?:builder\.)?[Cc]onfiguration\.GetSection\("(?<section>[\w:]+)"\)|AddOptions<(?<type>\w+)>\(\)\s*\.(?:Bind\(\w+\.GetSection|BindConfiguration)\("(?<section>[\w:]+)"\)""")]
    private static partial Regex BoundSection();
}
