namespace CdpStudio.Web.DemoData;

internal static class DemoSwitch
{
    /// <summary><c>--demo</c> alone, which the configuration would pass over, as the setting that it stands for.</summary>
    public static string[] Expand(string[] args) => [.. args.Select(a => a == "--demo" ? "--Bootstrap:Demo=true" : a)];
}
