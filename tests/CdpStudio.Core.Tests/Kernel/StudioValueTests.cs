using System.Text.Json;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Tests.Testing;

namespace CdpStudio.Core.Tests.Kernel;

public sealed class StudioValueTests
{
    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("\" \\u3000\\t\"")]
    [InlineData("[]")]
    [InlineData("[null,\" \",[],{}]")]
    [InlineData("{}")]
    [InlineData("{\"a\":null,\"b\":{\"c\":\"\"}}")]
    public void Read_WhatIsMissing_IsNull(string json)
    {
        Assert.Null(StudioValue.Read(json));
        Assert.Null(StudioValue.TypeOf(Parse(json)));
    }

    [Theory]
    [InlineData("\" Bonn \"", " Bonn ", DataType.Text)]
    [InlineData("12.50", "12.5", DataType.Number)]
    [InlineData("1e20", "100000000000000000000", DataType.Number)]
    [InlineData("true", "true", DataType.Boolean)]
    [InlineData("\"\\ud800a\"", "\ufffda", DataType.Text)]
    [InlineData("\"\\\\ud800\"", "\\ud800", DataType.Text)]
    [InlineData("\"\\ud83d\\ude00\"", "\U0001F600", DataType.Text)]
    public void Read_AScalar_HasPlainTextAndTheTypeOfItsJson(string json, string text, DataType type)
    {
        Assert.Equal(text, StudioValue.Read(json)?.PlainText());
        Assert.Equal(type, StudioValue.TypeOf(Parse(json)));
    }

    [Fact]
    public void Read_AList_DropsBlankAndNullElements()
    {
        var list = Assert.IsType<StudioValue.List>(StudioValue.Read("""["a",null," ",5,true]"""));

        Assert.Equal(["a", "5", "true"], list.Items.Select(i => i.PlainText()));
    }

    [Theory]
    [InlineData("5", DataType.Text, "5")]
    [InlineData("5.10", DataType.Text, "5.1")]
    [InlineData("false", DataType.Text, "false")]
    [InlineData("1e17", DataType.Text, "100000000000000000")]
    [InlineData("[\"a\"]", DataType.Text, null)]
    [InlineData("\"5.12345\"", DataType.Number, "5.1235")]
    [InlineData("\" 5\"", DataType.Number, null)]
    [InlineData("\"5,1\"", DataType.Number, null)]
    [InlineData("\"9007199254740993\"", DataType.Number, null)]
    [InlineData("1e17", DataType.Number, null)]
    [InlineData("true", DataType.Number, null)]
    [InlineData("\"TRUE\"", DataType.Boolean, "true")]
    [InlineData("\"fAlse\"", DataType.Boolean, "false")]
    [InlineData("\"true \"", DataType.Boolean, null)]
    [InlineData("\"yes\"", DataType.Boolean, null)]
    [InlineData("1", DataType.Boolean, null)]
    [InlineData("\"a\"", DataType.List, "[a]")]
    [InlineData("7.0", DataType.List, "[7]")]
    [InlineData("[1,\"a\"]", DataType.List, "[1,a]")]
    [InlineData("\"2026-07-01\"", DataType.DateTime, "2026-06-30T22:00:00Z")]
    [InlineData("\"2026-07-01T12:00\"", DataType.DateTime, "2026-07-01T10:00:00Z")]
    [InlineData("1700000000", DataType.DateTime, "2023-11-14T22:13:20Z")]
    [InlineData("\"1700000000\"", DataType.DateTime, null)]
    [InlineData("9007199254740992", DataType.DateTime, null)]
    [InlineData("true", DataType.DateTime, null)]
    [InlineData("{\"a\":1}", DataType.Text, null)]
    [InlineData("{\"a\":1}", DataType.List, null)]
    public void As_ADeclaredType_ConvertsByPlainInvariantFormsInEveryCulture(string json, DataType type, string? expected)
    {
        Assert.True(WorkspaceZone.TryFind("Europe/Berlin", out var berlin));
        foreach (var culture in (string[])["", "fa-IR", "vi-VN", "tr-TR"])
        {
            using var _ = new CultureScope(culture);

            Assert.Equal(expected, Show(StudioValue.Read(json)?.As(type, berlin)));
        }
    }

    private static string? Show(StudioValue? value) => value switch
    {
        StudioValue.Moment moment => new WrittenDate.Moment(moment.Milliseconds).ToString(),
        StudioValue.List list => $"[{string.Join(',', list.Items.Select(i => i.PlainText()))}]",
        _ => value?.PlainText(),
    };

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;
}
