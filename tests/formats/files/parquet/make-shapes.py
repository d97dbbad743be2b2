"""
Writes Parquet files as pyarrow, DuckDB, Polars, fastparquet and older writers do, and beside each what pyarrow reads of
it, as JSON: `pip install pyarrow==26.0.1 duckdb polars pandas fastparquet && python make-shapes.py`.
In the JSON an integer is {"$int": "digits"}, and what is no number in JSON is {"$nan": 1}.
"""
import pyarrow as pa, pyarrow.parquet as pq, json, decimal, datetime, os, base64, math, sys
import duckdb, polars as pl, pandas as pd, fastparquet
D=os.path.join(os.path.dirname(os.path.abspath(__file__)),'shapes'); os.makedirs(D,exist_ok=True)
msg=pa.struct([('role',pa.string()),('content',pa.string())])
deep=pa.list_(pa.struct([('a',pa.list_(pa.struct([('b',pa.list_(pa.struct([('c',pa.int64()),('d',pa.list_(pa.string()))])))])))]))
D3=[ [dict(a=[dict(b=[dict(c=1,d=['x',None,'y']),dict(c=None,d=[])]),dict(b=None),None]),None,dict(a=None),dict(a=[])],
     None, [], [dict(a=[dict(b=[None,dict(c=2**60,d=None)])])]]*4
base=pa.table({'id':pa.array([f'r{i}' for i in range(16)]),'deep':pa.array(D3,type=deep)})
def w(name,t,**k): pq.write_table(t,f'{D}/{name}.parquet',**k)
w('deep',base); w('deep-legacy-names',base,use_compliant_nested_type=False); w('deep-v2',base,data_page_version='2.0',compression='zstd')
w('deep-pages',base,data_page_size=64,write_batch_size=4,row_group_size=5,use_dictionary=False)
for c in ['NONE','snappy','gzip','brotli','zstd','lz4']:
    w(f'codec-{c.lower()}',base,compression=c,data_page_version='2.0' if c in ('gzip','lz4','NONE') else '1.0')
n=150
import random; random.seed(7)
flat=pa.table({'i32':pa.array([random.randrange(-2**31,2**31) if random.random()<.9 else None for _ in range(n)],type=pa.int32()),
 'i64':pa.array([random.randrange(-2**63,2**63) if random.random()<.9 else None for _ in range(n)],type=pa.int64()),
 'seq':pa.array(range(n),type=pa.int64()),
 'f32':pa.array([random.random() for _ in range(n)],type=pa.float32()),
 'f64':pa.array([random.random() if random.random()<.9 else None for _ in range(n)],type=pa.float64()),
 's':pa.array([('pre%05d'%(i//3))*(i%4) if i%11 else None for i in range(n)]),
 'b':pa.array([bool(i*7%3) if i%13 else None for i in range(n)]),
 'fb':pa.array([bytes([i%256,255,i//256]) for i in range(n)],type=pa.binary(3)),
 'h':pa.array([i/8 for i in range(n)],type=pa.float32()).cast(pa.float16())})
w('flat',flat); w('flat-plain',flat,use_dictionary=False,compression='none')
enc={'i32':'DELTA_BINARY_PACKED','i64':'DELTA_BINARY_PACKED','seq':'DELTA_BINARY_PACKED','f32':'BYTE_STREAM_SPLIT','f64':'BYTE_STREAM_SPLIT','s':'DELTA_BYTE_ARRAY','b':'RLE','fb':'BYTE_STREAM_SPLIT','h':'BYTE_STREAM_SPLIT'}
for v in ['1.0','2.0']:
    w('flat-delta-v'+v[0],flat,use_dictionary=False,column_encoding=enc,data_page_version=v,data_page_size=700)
    w('flat-deltalen-v'+v[0],flat,use_dictionary=False,column_encoding=dict(enc,s='DELTA_LENGTH_BYTE_ARRAY',i32='BYTE_STREAM_SPLIT',i64='BYTE_STREAM_SPLIT'),data_page_version=v,compression='gzip')
    w('truth-v'+v[0],flat.select(['b','seq']),column_encoding={'b':'RLE','seq':'PLAIN'},use_dictionary=False,data_page_version=v)
t=pa.table({
 's':pa.array([1700000000,-1,None],type=pa.timestamp('s')),
 'ms':pa.array([1700000000123,-1,None],type=pa.timestamp('ms')),
 'us':pa.array([1700000000123456,-1,None],type=pa.timestamp('us',tz='UTC')),
 'ns':pa.array([1700000000123456789,-1,None],type=pa.timestamp('ns')),
 't32':pa.array([1,86399999,None],type=pa.time32('ms')),'t64':pa.array([1,86399999999,None],type=pa.time64('us')),
 'tns':pa.array([1,86399999999999,None],type=pa.time64('ns')),
 'd':pa.array([0,-1,None],type=pa.date32()),
 'd5':pa.array([decimal.Decimal('1.5'),decimal.Decimal('-0.1'),None],type=pa.decimal128(5,1)),
 'd15':pa.array([decimal.Decimal('12345678901234.5'),decimal.Decimal('-0.1'),None],type=pa.decimal128(15,1)),
 'd38':pa.array([decimal.Decimal('-123456789012345678901234567890.12345678'),decimal.Decimal('0.00000001'),None],type=pa.decimal128(38,8)),
 'd76':pa.array([decimal.Decimal('9'*70),decimal.Decimal('-'+'8'*60),None],type=pa.decimal256(76,0)),
 'u8':pa.array([255,0,None],type=pa.uint8()),'u32':pa.array([2**32-1,0,None],type=pa.uint32()),'u64':pa.array([2**64-1,2**53,None],type=pa.uint64()),
 'i8':pa.array([-128,127,None],type=pa.int8()),
 'ls':pa.array(['a','é🙂',None],type=pa.large_string()),'sv':pa.array(['a','b',None],type=pa.string()).cast(pa.string_view()),
 'bin':pa.array([b'abc',b'\xff\x00',None]),'lb':pa.array([b'abc',b'\xff\x00',None],type=pa.large_binary()),
 'dict':pa.array(['k','k',None]).dictionary_encode(),
 'fsl':pa.array([[1,2],[3,None],None],type=pa.list_(pa.int32(),2)),
 'll':pa.array([[[1],[],None],[],None],type=pa.large_list(pa.list_(pa.int8()))),
 'm':pa.array([[('a',[dict(role='x',content=None)]),('b',None)],[],None],type=pa.map_(pa.string(),pa.list_(msg))),
 'mi':pa.array([[(1,2.5)],[],None],type=pa.map_(pa.int64(),pa.float64())),
 'nul':pa.nulls(3),'uuid':pa.array([b'\x01'*16,b'\xff'*16,None],type=pa.uuid()),
 'st':pa.array([dict(x=dict(y=None)),None,dict(x=None)],type=pa.struct([('x',pa.struct([('y',pa.int32())]))])),
})
w('types',t); w('types-v2',t,data_page_version='2.0'); w('types-dec-int',t,store_decimal_as_integer=True)
w('int96',t.select(['ms','us','ns']),use_deprecated_int96_timestamps=True)
w('spark',t.select(['ms','us','d5','m','ls']),flavor='spark')
w('empty',t.slice(0,0)); w('rowless-groups',pa.concat_tables([t]*3),row_group_size=1)
with pq.ParquetWriter(f'{D}/empty-groups.parquet',t.schema) as wr:
    wr.write_table(t.slice(0,0)); wr.write_table(t); wr.write_table(t.slice(0,0))
w('nulls',pa.table({'id':pa.nulls(20000,pa.string()),'l':pa.nulls(20000,deep)}).slice(0,500))
w('same',pa.table({'id':['x']*500,'m':pa.array([[dict(role='user',content='hi')]]*500,type=pa.list_(msg))}))
# other writers
con=duckdb.connect()
con.execute("""create table t as select i as id, [{'role':'user','content':'q'||i,'tools':[{'n':i,'x':null},null]},{'role':'assistant','content':case when i%3=0 then null else 'a'||i end,'tools':[]}] as messages, map{'k':i} as m, i::decimal(30,5)/7 as d, i::hugeint as hu, timestamp '2024-01-01'+interval (i) second as ts, timestamptz '2024-01-01 00:00:00+00' as tz, i%2=0 as b, case when i%5=0 then null else i end as n, 'z'::varchar as con, uuid() as u, '\\xAA\\xBB'::blob as bl, (i/3)::float as fl, i::utinyint as ut, {'a':i,'b':{'c':[i]}} as st, time '01:02:03.5' as ti, date '2024-02-29' as da from range(25) r(i)""")
for c in ['snappy','zstd','lz4_raw']:
    con.execute(f"copy t to '{D}/duck-{c}.parquet' (format parquet, compression {c}, row_group_size 2048)")
con.execute(f"copy t to '{D}/duck-v2.parquet' (format parquet, parquet_version v2)")
con.execute(f"copy (select i, i*3 as j, 'abc'||i as s, i/7.0 as f, case when i%2=0 then null else i end as h from range(400) r(i)) to '{D}/duck-v2-flat.parquet' (format parquet, parquet_version v2)")
con.execute(f"copy (select i, i*3 as j, 'abc'||i as s, i/7.0 as f from range(400) r(i)) to '{D}/duck-flat.parquet' (format parquet)")
p=pl.DataFrame({'id':[f'r{i}' for i in range(50)],'messages':[[{'role':'user','content':f'q{i}','meta':{'k':[i,None]}},{'role':'assistant','content':None,'meta':None}] if i%4 else None for i in range(50)],'d':[datetime.date(2024,1,1)]*50,'dt':[datetime.datetime(2024,1,1,1,2,3,456)]*50,'x':[decimal.Decimal('1.25')]*50,'c':pl.Series(['a','b']*25,dtype=pl.Categorical),'e':[[]]*49+[[1]],'dur':[datetime.timedelta(seconds=1)]*50,'b':[True,None]*25,'arr':pl.Series([[1,2]]*50,dtype=pl.Array(pl.Int8,2)),'t':[datetime.time(1,2,3)]*50,'u':pl.Series([2**64-1]*50,dtype=pl.UInt64)})
for c in ['lz4','zstd']: p.write_parquet(f'{D}/polars-{c}.parquet',compression=c,data_page_size=300,row_group_size=20)
df=pd.DataFrame({'id':[f'r{i}' for i in range(30)],'n':range(30),'f':[i/3 if i%4 else None for i in range(30)],'msgs':[[{'role':'user','content':'x'}]]*30,'t':pd.to_datetime(['2024-01-01 00:00:01']*30),'b':[True,False]*15,'cat':pd.Categorical(['a','b','c']*10)})
for c in ['SNAPPY','BROTLI']:
    try: fastparquet.write(f'{D}/fast-{c.lower()}.parquet',df,compression=c,object_encoding={'id':'utf8','msgs':'json'})
    except Exception as e: print('fast',c,e)
try: fastparquet.write(f'{D}/fast-int96.parquet',df,times='int96',object_encoding={'id':'utf8','msgs':'json'})
except Exception as e: print(e)

# Older shapes of lists and maps, which pyarrow reads and does not write: made by changing the footer of what it writes.
class Thrift:
    """The compact protocol as {field: [type, value]}, written back as it was read."""
    def __init__(self,b): self.b,self.i=b,0
    def byte(self): self.i+=1; return self.b[self.i-1]
    def var(self):
        n=s=0
        while True:
            x=self.byte(); n|=(x&127)<<s; s+=7
            if x<128: return n
    def value(self,t):
        if t in(1,2): return t==1
        if t==3: return self.byte()
        if t in(4,5,6): n=self.var(); return n>>1^-(n&1)
        if t==8: n=self.var(); self.i+=n; return self.b[self.i-n:self.i]
        if t==12: return self.struct()
        if t==9:
            h=self.byte(); n=h>>4
            if n==15: n=self.var()
            return [h&15,[self.byte() if h&15 in(1,2) else self.value(h&15) for _ in range(n)]]
        raise ValueError(t)
    def struct(self):
        out,f={},0
        while True:
            h=self.byte()
            if h==0: return out
            f=f+(h>>4) if h>>4 else (lambda n:n>>1^-(n&1))(self.var())
            out[f]=[h&15,self.value(h&15)]
def var(n):
    o=b''
    while n>127: o+=bytes([n&127|128]); n>>=7
    return o+bytes([n])
def put(t,v):
    if t in(1,2): return b''
    if t==3: return bytes([v])
    if t in(4,5,6): return var(v<<1 if v>=0 else (-v<<1)-1)
    if t==8: return var(len(v))+v
    if t==12: return struct(v)
    e,items=v
    return (bytes([len(items)<<4|e]) if len(items)<15 else bytes([240|e])+var(len(items)))+b''.join(bytes([x]) if e in(1,2) else put(e,x) for x in items)
def struct(fields):
    o,last=b'',0
    for f,(t,v) in sorted(fields.items()):
        if t in(1,2): t=1 if v else 2
        o+=bytes([(f-last)<<4|t]) if 0<f-last<16 else bytes([t])+var(f<<1)
        o+=put(t,v); last=f
    return o+b'\0'
req=pa.struct([pa.field('role',pa.string()),pa.field('content',pa.string())])
ones=pa.struct([pa.field('text',pa.string())])
conv=[dict(role='user',content='Run.'),dict(role='assistant',content=None)]
old=pa.table({'id':pa.array(['a','b','c','d']),
 'messages':pa.array([conv,[],None,conv[:1]],type=pa.list_(pa.field('element',req,nullable=False))),
 'tags':pa.array([['x','y'],[],None,['z']],type=pa.list_(pa.field('element',pa.string(),nullable=False))),
 'ones':pa.array([[dict(text='t'),dict(text=None)],[],None,[dict(text='u')]],type=pa.list_(pa.field('element',ones,nullable=False))),
 'm':pa.array([[('k','v')],[],None,[('k',None)]],type=pa.map_(pa.string(),pa.string()))})
def legacy(name,repeated,annotated=True,logical=True):
    p=f'{D}/{name}.parquet'; pq.write_table(old,p,compression='none',write_statistics=False)
    b=open(p,'rb').read(); size=int.from_bytes(b[-8:-4],'little'); start=len(b)-8-size
    f=Thrift(b[start:-8]).struct(); schema=[]; names={}; items=f[2][1][1]; i=0
    while i<len(items):
        e=items[i]; nm=e[4][1].decode()
        if nm in('messages','tags','ones'):
            el=items[i+2]
            if not logical: e.pop(10,None)
            el[4][1]=repeated(nm).encode(); el[3]=[5,2]; names[nm]=el[4][1]
            schema+=[e,el]; i+=3
            continue
        if nm=='m': e.pop(10,None); e[6]=[5,2 if logical else 1]
        schema.append(e); i+=1
    f[2][1][1]=schema; f.pop(5,None)
    for g in f[4][1][1]:
        for c in g[1][1][1]:
            path=c[3][1][3][1][1]
            if path[0].decode() in names: path[1:3]=[names[path[0].decode()]]
    out=struct(f); open(p,'wb').write(b[:start]+out+len(out).to_bytes(4,'little')+b'PAR1')
legacy('old-list-array',lambda n:'array')
legacy('old-list-tuple',lambda n:n+'_tuple')
legacy('old-list-converted-only',lambda n:'array',logical=False)

def norm(v,ty):
    if v is None: return None
    T=pa.types
    if isinstance(ty,pa.BaseExtensionType):
        if isinstance(ty,pa.UuidType): return str(v)
        if 'json' in str(ty): return json.loads(v) if isinstance(v,str) else v
    if T.is_struct(ty):
        o={}
        for f in ty:
            x=norm(v[f.name],f.type)
            if v[f.name] is not None: o[f.name]=x
        return o
    if T.is_map(ty): return {str(k):norm(x,ty.item_type) for k,x in v if x is not None}
    if T.is_list(ty) or T.is_large_list(ty) or T.is_fixed_size_list(ty) or T.is_list_view(ty): return [norm(x,ty.value_type) for x in v]
    if T.is_dictionary(ty): return norm(v,ty.value_type)
    if T.is_decimal(ty):
        if ty.scale==0: return {'$int':str(int(v))}
        t=format(v,'f'); d=t.replace('.','').replace('-','').lstrip('0')
        return float(v) if len(d)<=15 else t
    if T.is_binary(ty) or T.is_large_binary(ty):
        try: return v.decode()
        except UnicodeDecodeError: return base64.b64encode(v).decode()
    if T.is_fixed_size_binary(ty): return base64.b64encode(v).decode()
    if T.is_integer(ty): return {'$int':str(v)}
    if T.is_floating(ty): v=float(v); return v if math.isfinite(v) else {'$nan':1}
    return v
def frac(ns): s='%09d'%ns; return s[:3] if s.endswith('000000') else s[:6] if s.endswith('000') else s
def column(c,ty):
    T=pa.types
    if T.is_timestamp(ty):
        per={'s':1,'ms':10**3,'us':10**6,'ns':10**9}[ty.unit]; out=[]
        for x in c.cast(pa.int64()).to_pylist():
            if x is None: out.append(None); continue
            s,r=divmod(x,per); d=datetime.datetime(1970,1,1)+datetime.timedelta(seconds=s)
            out.append(d.strftime('%Y-%m-%dT%H:%M:%S.')+frac(r*(10**9//per))+('Z' if ty.tz else ''))
        return out
    if T.is_time(ty):
        per={'s':1,'ms':10**3,'us':10**6,'ns':10**9}[ty.unit]; out=[]
        for x in c.cast(pa.int32() if T.is_time32(ty) else pa.int64()).to_pylist():
            if x is None: out.append(None); continue
            s,r=divmod(x,per); out.append('%02d:%02d:%02d.%s'%(s//3600,s//60%60,s%60,frac(r*(10**9//per))))
        return out
    if T.is_date(ty): return [None if x is None else x.isoformat() for x in c.to_pylist()]
    if T.is_duration(ty): return [None if x is None else {'$int':str(x)} for x in c.cast(pa.int64()).to_pylist()]
    return [norm(x,ty) for x in (c.cast(pa.string()) if T.is_string_view(ty) else c).to_pylist(**({} if not T.is_map(ty) else {}))]
for f in sorted(os.listdir(D)):
    if not f.endswith('.parquet'): continue
    try:
        t=pq.read_table(f'{D}/{f}')
        cols={n:column(t.column(n).combine_chunks(),t.schema.field(n).type) for n in t.column_names}
        rows=[{n:cols[n][i] for n in cols if cols[n][i] is not None} for i in range(t.num_rows)]
        json.dump(rows,open(f'{D}/{f}.json','w'))
    except Exception as e: print(f,repr(e)[:200])
