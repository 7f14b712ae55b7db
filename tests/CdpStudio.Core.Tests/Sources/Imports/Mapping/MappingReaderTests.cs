using CdpStudio.Core.Sources.Imports.Mapping;
using CdpStudio.Core.Sources.Imports.Reading;

namespace CdpStudio.Core.Tests.Sources.Imports.Mapping;

public sealed class MappingReaderTests
{
    private const string Contract = """
        {"format":"csv","encoding":"auto","kind":"events","columns":[{"from":"Mail","to":"identifier:email"},{"from":"Land","to":"attribute:country"},{"from":"Betrag","to":"property:total","type":"number","format":"de-DE"}],"event":"Order Completed","timestamp":{"from":"Datum","format":"dd.MM.yyyy HH:mm","timeZone":"Europe/Berlin"},"messageId":["OrderNo","Line"]}
        """;

    [Fact]
    public void Read_TheContractsExample_IsWrittenBackAsItWas()
    {
        var mapping = Read(Contract);

        Assert.Equal(Contract.Trim(), MappingJson.Write(mapping));
        Assert.Equal(
            (ImportKind.Events, "Order Completed", 3, true), (mapping.Kind, mapping.Event, mapping.Columns.Count, mapping.HasHeader));
    }

    [Fact]
    public void Read_EveryMember_IsWrittenBackAsItWas()
    {
        const string Json = """
            {"format":"csv","encoding":"windows-1252","separator":"|","header":false,"kind":"profiles","columns":[{"from":"A","to":"identifier:loyalty_card"},{"from":"B","to":"attribute:born","type":"datetime","format":"d MMMM yyyy","culture":"de-DE","timeZone":"Asia/Tehran"},{"from":"C","to":"attribute:vip","type":"boolean"},{"from":"D","to":"attribute:tags","type":"list","format":" "},{"from":"E","to":"attribute:age","type":"number"}],"timestamp":{"from":"F"}}
            """;

        Assert.Equal(Json.Trim(), MappingJson.Write(Read(Json)));
    }

    [Theory]
    [InlineData("""{"format":"csv","encoding":"utf-8","separator":" ","entry":"a/b.csv","kind":"profiles","columns":[{"from":"A","to":"identifier:email"}]}""")]
    [InlineData("""{"format":"xlsx","encoding":"auto","sheet":"M\u00E4rz","entry":"b.xlsx","kind":"profiles","columns":[{"from":"A","to":"identifier:email"}]}""")]
    [InlineData("""{"format":"xlsx","encoding":"auto","firstRow":3,"hiddenRows":false,"kind":"profiles","columns":[{"from":"A","to":"identifier:email"}]}""")]
    [InlineData("""{"format":"jsonl","encoding":"utf-16le","kind":"profiles","columns":[{"from":"a.b","to":"identifier:email"}]}""")]
    public void Read_EveryFormat_IsWrittenBackAsItWas(string json) => Assert.Equal(json, MappingJson.Write(Read(json)));

    [Theory]
    [InlineData("jsonl", null, typeof(CellFormat.Own))]
    [InlineData("xlsx", null, typeof(CellFormat.Own))]
    [InlineData("xlsx", "text", typeof(CellFormat.Text))]
    [InlineData("csv", null, typeof(CellFormat.Text))]
    [InlineData("csv", "auto", typeof(CellFormat.Own))]
    public void ReadSent_ColumnWithoutAType_KeepsTheOneThatTheFileGives(string format, string? type, Type expected)
    {
        var json = $$"""{"format":"{{format}}","kind":"profiles","columns":[{"from":"A","to":"identifier:email"},{"from":"B","to":"attribute:b"{{(type is null ? "" : $",\"type\":\"{type}\"")}}}]}""";

        var sent = Assert.IsType<MappingReading.Read>(MappingJson.ReadSent(json)).Mapping;
        // What is stored says it, so it is never read as another.
        var stored = Read(MappingJson.Write(sent));

        Assert.Equal([typeof(CellFormat.Text), expected], sent.Columns.Select(c => c.Format.GetType()));
        var backAgain = Assert.IsType<MappingReading.Read>(MappingJson.ReadSent(MappingJson.WriteToSend(stored))).Mapping;

        Assert.Equal([typeof(CellFormat.Text), expected], stored.Columns.Select(c => c.Format.GetType()));
        Assert.Equal([typeof(CellFormat.Text), expected], backAgain.Columns.Select(c => c.Format.GetType()));
    }

    [Theory]
    [InlineData("""{"format":"csv","separator":"\ud800","kind":"profiles","columns":[{"from":"A","to":"identifier:email"}]}""", "/separator")]
    [InlineData("""{"kind":"profiles","columns":[{"from":"A","to":"identifier:email"},{"from":"B","to":"attribute:b","type":"list","format":"\ud800"}]}""", "/columns/1/format")]
    [InlineData("""{"kind":"profiles","columns":[{"from":"A","to":"identifier:email"},{"from":"B","to":"attribute:b","type":"auto","format":"x"}]}""", "/columns/1/format")]
    [InlineData("""{"kind":"profiles","columns":[{"from":"A","to":"identifier:email","type":"auto"}]}""", "/columns/0/type")]
    public void ReadSent_WhatMakesNoSense_IsRefusedWithItsPlace(string json, string pointer) =>
        Assert.Equal(pointer, Assert.IsType<MappingReading.Refused>(MappingJson.ReadSent(json)).Pointer);

    [Fact]
    public void Read_NoFormat_LeavesItToTheFile()
    {
        Assert.Null(Read("""{"kind":"profiles","columns":[{"from":"a","to":"identifier:email"}]}""").Format);
        Assert.Equal(TableFormat.Csv, Read("""{"kind":"profiles","separator":";","columns":[{"from":"a","to":"identifier:email"}]}""").Format);
    }

    [Fact]
    public void Read_MembersThatAreNull_CountAsLeftOut() =>
        Assert.Null(Read("""{"format":"tsv","kind":"profiles","columns":[{"from":"a","to":"identifier:email","type":null}],"event":null,"timestamp":null,"messageId":null}""").Timestamp);

    [Fact]
    public void Read_Tsv_IsSeparatedByTabs() =>
        Assert.Equal('\t', Read("""{"format":"tsv","kind":"profiles","columns":[{"from":"a","to":"identifier:email"}]}""").Separator);

    [Theory]
    [InlineData("""{"format":"xlsx","encoding":"auto","firstRow":4,"kind":"profiles","columns":[{"from":"A","to":"identifier:email"}],"conflict":"gaps"}""")]
    [InlineData("""{"format":"csv","encoding":"auto","kind":"profiles","columns":[{"from":"A","to":"identifier:email"}],"startJourneys":false}""")]
    [InlineData("""{"format":"csv","encoding":"auto","header":false,"firstRow":2,"kind":"profiles","columns":[{"from":"A","to":"identifier:email"}],"conflict":"update"}""")]
    public void Read_WhereTheTableBeginsAndTheRule_AreWrittenBackAsTheyWere(string json) => Assert.Equal(json, MappingJson.Write(Read(json)));

    [Theory]
    [InlineData("", "", "not JSON")]
    [InlineData("""{"kind":"profiles","firstRow":0,"columns":[{"from":"a","to":"identifier:email"}]}""", "/firstRow", "must be 1 to 1000000")]
    [InlineData("""{"format":"jsonl","kind":"profiles","firstRow":2,"columns":[{"from":"a","to":"identifier:email"}]}""", "/firstRow", "not for jsonl")]
    [InlineData("""{"kind":"profiles","conflict":"merge","columns":[{"from":"a","to":"identifier:email"}]}""", "/conflict", "must be both, insert, update or gaps")]
    [InlineData("""{"kind":"events","event":"e","conflict":"insert","columns":[{"from":"a","to":"identifier:email"}]}""", "/conflict", "only for the kind profiles")]
    [InlineData("[]", "", "must be an object")]
    [InlineData("""{"kind":"profiles","columns":[],"x":1}""", "/x", "is not known here")]
    [InlineData("""{"kind":"profiles","kind":"events","columns":[]}""", "/kind", "stands twice")]
    [InlineData("""{"format":"pdf","kind":"profiles","columns":[]}""", "/format", "must be csv, tsv, xlsx or jsonl")]
    [InlineData("""{"format":"xlsx","separator":";","kind":"profiles","columns":[{"from":"a","to":"identifier:email"}]}""", "/separator", "only for the formats csv and tsv")]
    [InlineData("""{"format":"xlsx","encoding":"utf-8","kind":"profiles","columns":[{"from":"a","to":"identifier:email"}]}""", "/encoding", "only for texts")]
    [InlineData("""{"format":"jsonl","header":false,"kind":"profiles","columns":[{"from":"a","to":"identifier:email"}]}""", "/header", "can't be false")]
    [InlineData("""{"format":"csv","sheet":"a","kind":"profiles","columns":[{"from":"a","to":"identifier:email"}]}""", "/sheet", "only for the format xlsx")]
    [InlineData("""{"format":"tsv","separator":";","kind":"profiles","columns":[{"from":"a","to":"identifier:email"}]}""", "/separator", "must be tab")]
    [InlineData("""{"kind":"profiles","separator":"\"","columns":[{"from":"a","to":"identifier:email"}]}""", "/separator", "one sign")]
    [InlineData("""{"format":"csv"}""", "/kind", "is missing")]
    [InlineData("""{"kind":"objects","columns":[]}""", "/kind", "can't be imported yet")]
    [InlineData("""{"kind":7,"columns":[]}""", "/kind", "must be text")]
    [InlineData("""{"kind":"profiles"}""", "/columns", "is missing")]
    [InlineData("""{"kind":"profiles","columns":[]}""", "/columns", "is empty")]
    [InlineData("""{"kind":"profiles","columns":[{"from":"a","to":"attribute:a"}]}""", "/columns", "no identifier")]
    [InlineData("""{"kind":"profiles","columns":[{"to":"identifier:email"}]}""", "/columns/0/from", "is missing")]
    [InlineData("""{"kind":"profiles","columns":[{"from":" ","to":"identifier:email"}]}""", "/columns/0/from", "is blank")]
    [InlineData("""{"kind":"profiles","columns":[{"from":"a","to":"email"}]}""", "/columns/0/to", "must be identifier:")]
    [InlineData("""{"kind":"profiles","columns":[{"from":"a","to":"trait:email"}]}""", "/columns/0/to", "must begin with")]
    [InlineData("""{"kind":"profiles","columns":[{"from":"a","to":"identifier:E Mail"}]}""", "/columns/0/to", "namespace")]
    [InlineData("""{"kind":"profiles","columns":[{"from":"a","to":"property:x"}]}""", "/columns/0/to", "property of an event")]
    [InlineData("""{"kind":"profiles","columns":[{"from":"a","to":"identifier:email","type":"number"}]}""", "/columns/0/type", "identifier")]
    [InlineData("""{"kind":"profiles","columns":[{"from":"a","to":"attribute:a","type":"money"}]}""", "/columns/0/type", "must be text, number")]
    [InlineData("""{"kind":"profiles","columns":[{"from":"a","to":"attribute:a","format":"de-DE"}]}""", "/columns/0/format", "is only for")]
    [InlineData("""{"kind":"profiles","columns":[{"from":"a","to":"attribute:a","type":"number","format":"Germany"}]}""", "/columns/0/format", "not a culture")]
    [InlineData("""{"kind":"profiles","columns":[{"from":"a","to":"attribute:a","type":"datetime","format":"dd.mm.yyyy"}]}""", "/columns/0/format", "year, month and day")]
    [InlineData("""{"kind":"profiles","columns":[{"from":"a","to":"attribute:a","type":"datetime","format":"dd.MM.yyyy hh:mm"}]}""", "/columns/0/format", "HH counts to 24")]
    [InlineData("""{"kind":"profiles","columns":[{"from":"a","to":"attribute:a","type":"datetime","timeZone":"CET+1"}]}""", "/columns/0/timeZone", "IANA")]
    [InlineData("""{"kind":"profiles","columns":[{"from":"a","to":"attribute:a"},{"from":"b","to":"attribute:A"}]}""", "/columns/1/to", "earlier column")]
    [InlineData("""{"kind":"events","columns":[{"from":"a","to":"identifier:email"}]}""", "/event", "is missing")]
    [InlineData("""{"kind":"profiles","event":"x","columns":[{"from":"a","to":"identifier:email"}]}""", "/event", "only for the kind events")]
    [InlineData("""{"kind":"profiles","encoding":"klingon","columns":[{"from":"a","to":"identifier:email"}]}""", "/encoding", "not a known encoding")]
    [InlineData("""{"kind":"profiles","separator":"ab","columns":[{"from":"a","to":"identifier:email"}]}""", "/separator", "one sign")]
    [InlineData("""{"kind":"profiles","timestamp":{},"columns":[{"from":"a","to":"identifier:email"}]}""", "/timestamp/from", "is missing")]
    [InlineData("""{"kind":"profiles","timestamp":{"from":"t","format":"yyyy"},"columns":[{"from":"a","to":"identifier:email"}]}""", "/timestamp/format", "no date format")]
    [InlineData("""{"kind":"profiles","messageId":["a","A"],"columns":[{"from":"a","to":"identifier:email"}]}""", "/messageId/1", "stands twice")]
    [InlineData("""{"kind":"profiles","messageId":"a","columns":[{"from":"a","to":"identifier:email"}]}""", "/messageId", "must be a list")]
    [InlineData("""{"kind":"profiles","a/b~c":1,"columns":[]}""", "/a~1b~0c", "is not known here")]
    [InlineData("""{"kind":"\ud800","columns":[]}""", "/kind", "half a letter")]
    [InlineData("""{"kind":"profiles","columns":[{"\ud800":"a"}]}""", "/columns/0", "half a letter")]
    public void Read_WhatMakesNoSense_IsRefusedWithItsPlace(string json, string pointer, string detail)
    {
        var refused = Assert.IsType<MappingReading.Refused>(MappingJson.Read(json));

        Assert.Equal(pointer, refused.Pointer);
        Assert.Contains(detail, refused.Detail, StringComparison.Ordinal);
        Assert.Contains(pointer, refused.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_AnyEncoding_IsFoundAgain() =>
        Assert.All(TextEncoding.All, e => Assert.Equal(e, Read(MappingJson.Write(Read(Contract) with { Encoding = e })).Encoding));

    private static ImportMapping Read(string json) => MappingJson.Read(json) is MappingReading.Read read
        ? read.Mapping
        : throw new InvalidOperationException(MappingJson.Read(json).ToString());
}
