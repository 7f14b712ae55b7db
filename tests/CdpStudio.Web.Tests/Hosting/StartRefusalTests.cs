using System.Diagnostics;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Persistence;
using CdpStudio.Web.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CdpStudio.Web.Tests.Hosting;

public sealed class StartRefusalTests
{
    [Theory]
    [InlineData("Ingestion:DuplicateWindow", "a day")]
    [InlineData("Ingestion:InboxLimit", "0")]
    public void WordsOf_SettingThatIsNone_NameIt(string key, string value)
    {
        var words = StartRefusal.WordsOf(Assert.ThrowsAny<Exception>(() => Read(key, value)));

        Assert.Contains(key.Split(':')[1], words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Database:Provider", "Oracle", "Database:Provider is 'Oracle'. It can be Sqlite, PostgreSql, SqlServer.")]
    [InlineData("Ingestion:InboxLimit", "0", "InboxLimit: The field IngestionOptions.InboxLimit must be between 1 and 2147483647.")]
    public async Task Start_WithASettingThatIsNone_SaysSoInOneSentenceAndEnds(string key, string value, string words)
    {
        var folder = Directory.CreateTempSubdirectory("cdpstudio-refused-").FullName;
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        foreach (var argument in new[] { typeof(Program).Assembly.Location, "--urls", "http://127.0.0.1:0", "--Storage:Directory", folder, $"--{key}", value })
            start.ArgumentList.Add(argument);
        using var product = Process.Start(start)!; // null only where a process is used again, which none is here

        var said = await Task.WhenAll(product.StandardOutput.ReadToEndAsync(), product.StandardError.ReadToEndAsync());
        await product.WaitForExitAsync();

        Assert.Equal((1, "", words), (product.ExitCode, said[0], said[1].TrimEnd()));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void WordsOf_WhatIsNoMistakeOfASetting_AreNone()
    {
        Assert.Equal("in use", StartRefusal.WordsOf(new StartRefusedException("in use")));
        Assert.Null(StartRefusal.WordsOf(new InvalidOperationException("a bug")));
    }

    private static IngestionOptions Read(string key, string value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build();
        var services = new ServiceCollection().AddLogging().AddIngestion();
        services.Configure<IngestionOptions>(configuration.GetSection("Ingestion"));
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<IngestionOptions>>().Value;
    }
}
